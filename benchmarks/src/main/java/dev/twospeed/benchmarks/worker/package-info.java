/** The process that is measured: packaged functions, or one part of their work alone. */
@NullMarked
package dev.twospeed.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
