@NullMarked
package dev.twospeed.stacks.etl;

import org.jspecify.annotations.NullMarked;
