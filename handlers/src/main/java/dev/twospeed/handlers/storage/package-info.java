/** Where published models lie. */
@NullMarked
package dev.twospeed.handlers.storage;

import org.jspecify.annotations.NullMarked;
