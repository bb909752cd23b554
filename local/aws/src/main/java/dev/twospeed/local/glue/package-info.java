@NullMarked
package dev.twospeed.local.glue;

import org.jspecify.annotations.NullMarked;
