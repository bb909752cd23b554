/** What the pages for people share: style, script and the chart library. */
@NullMarked
package dev.twospeed.local.page;

import org.jspecify.annotations.NullMarked;
