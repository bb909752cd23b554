/** Makes and changes what the vector database holds. */
@NullMarked
package dev.twospeed.handlers.migrate;

import org.jspecify.annotations.NullMarked;
