@NullMarked
package dev.twospeed.stacks.foundation;

import org.jspecify.annotations.NullMarked;
