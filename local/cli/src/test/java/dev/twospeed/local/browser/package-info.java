/** Looks at pages as a browser shows them. */
@NullMarked
package dev.twospeed.local.browser;

import org.jspecify.annotations.NullMarked;
