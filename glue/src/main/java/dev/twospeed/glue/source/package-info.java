@NullMarked
package dev.twospeed.glue.source;

import org.jspecify.annotations.NullMarked;
