@NullMarked
package dev.twospeed.stacks.common;

import org.jspecify.annotations.NullMarked;
