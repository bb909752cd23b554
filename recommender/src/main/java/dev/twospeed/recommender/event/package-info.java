/** What comes in (a session's activity) and what goes out (its recommendations), as JSON. */
@NullMarked
package dev.twospeed.recommender.event;

import org.jspecify.annotations.NullMarked;
