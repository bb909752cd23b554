/** Orders of one's own, from a CSV file or a MySQL database: read, counted, split by time, written as a shop's tables. */
@NullMarked
package dev.twospeed.local.orders;

import org.jspecify.annotations.NullMarked;
