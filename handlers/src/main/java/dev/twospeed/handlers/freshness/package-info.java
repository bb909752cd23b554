/** How old the newest training data and the newest model are. */
@NullMarked
package dev.twospeed.handlers.freshness;

import org.jspecify.annotations.NullMarked;
