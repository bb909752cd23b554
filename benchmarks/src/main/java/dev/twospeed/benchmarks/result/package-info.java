/** Figures, and how they are written down. */
@NullMarked
package dev.twospeed.benchmarks.result;

import org.jspecify.annotations.NullMarked;
