@NullMarked
package dev.twospeed.glue;

import org.jspecify.annotations.NullMarked;
