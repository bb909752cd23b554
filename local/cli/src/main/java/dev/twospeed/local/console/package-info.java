/** A web page on this machine that watches a deployed system and asks it for recommendations. */
@NullMarked
package dev.twospeed.local.console;

import org.jspecify.annotations.NullMarked;
