@NullMarked
package dev.twospeed.local.events;

import org.jspecify.annotations.NullMarked;
