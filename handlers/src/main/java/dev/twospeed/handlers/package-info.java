@NullMarked
package dev.twospeed.handlers;

import org.jspecify.annotations.NullMarked;
