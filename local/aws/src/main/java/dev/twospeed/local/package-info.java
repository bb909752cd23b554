@NullMarked
package dev.twospeed.local;

import org.jspecify.annotations.NullMarked;
