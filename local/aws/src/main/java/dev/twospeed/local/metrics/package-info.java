/** What the embedded services measure of themselves, and what functions write into their logs, minute by minute. */
@NullMarked
package dev.twospeed.local.metrics;

import org.jspecify.annotations.NullMarked;
