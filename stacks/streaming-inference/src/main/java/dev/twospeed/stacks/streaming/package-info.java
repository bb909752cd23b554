@NullMarked
package dev.twospeed.stacks.streaming;

import org.jspecify.annotations.NullMarked;
