@NullMarked
package dev.twospeed.engines;

import org.jspecify.annotations.NullMarked;
