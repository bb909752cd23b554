/** What a function is told by its environment, how it reaches AWS, and the lines it logs. */
@NullMarked
package dev.twospeed.handlers.environment;

import org.jspecify.annotations.NullMarked;
