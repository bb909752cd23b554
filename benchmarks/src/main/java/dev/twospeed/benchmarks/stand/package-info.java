/** What functions need around them to be measured: a database, models, events, processes. */
@NullMarked
package dev.twospeed.benchmarks.stand;

import org.jspecify.annotations.NullMarked;
