/** The transformation function of the delivery stream. */
@NullMarked
package dev.twospeed.handlers.transform;

import org.jspecify.annotations.NullMarked;
