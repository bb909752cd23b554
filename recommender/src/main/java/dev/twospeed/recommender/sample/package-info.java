/** A made-up shop with planted tastes, for the demo and for tests that need a known answer. */
@NullMarked
package dev.twospeed.recommender.sample;

import org.jspecify.annotations.NullMarked;
