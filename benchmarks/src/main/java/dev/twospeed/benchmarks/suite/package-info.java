/** What is measured, a topic a class. */
@NullMarked
package dev.twospeed.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
