/** Fold-in, ranking and codec alone, under JMH. */
@NullMarked
package dev.twospeed.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
