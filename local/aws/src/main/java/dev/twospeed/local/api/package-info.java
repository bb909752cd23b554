@NullMarked
package dev.twospeed.local.api;

import org.jspecify.annotations.NullMarked;
