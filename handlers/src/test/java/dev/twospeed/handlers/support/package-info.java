/** What several tests need: databases, models, stores. */
@NullMarked
package dev.twospeed.handlers.support;

import org.jspecify.annotations.NullMarked;
