/** The whole streaming path on an embedded AWS of its own: events put into Kinesis, answers counted in S3. */
@NullMarked
package dev.twospeed.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
