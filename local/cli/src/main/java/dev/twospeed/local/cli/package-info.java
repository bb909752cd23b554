@NullMarked
package dev.twospeed.local.cli;

import org.jspecify.annotations.NullMarked;
