/** Answers sessions: the model in memory, the search in the database, and what to do without either. */
@NullMarked
package dev.twospeed.handlers.answer;

import org.jspecify.annotations.NullMarked;
