/** Fills the sample source database with a made-up shop; packaged by itself, in {@code seed.zip}. */
@NullMarked
package dev.twospeed.handlers.seed;

import org.jspecify.annotations.NullMarked;
