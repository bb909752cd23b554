/** Brings published models into the vector database and switches between them. */
@NullMarked
package dev.twospeed.handlers.load;

import org.jspecify.annotations.NullMarked;
