@NullMarked
package dev.twospeed.glue.ratings;

import org.jspecify.annotations.NullMarked;
