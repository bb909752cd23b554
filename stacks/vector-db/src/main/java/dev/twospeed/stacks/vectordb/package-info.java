@NullMarked
package dev.twospeed.stacks.vectordb;

import org.jspecify.annotations.NullMarked;
