@NullMarked
package dev.twospeed.policies;

import org.jspecify.annotations.NullMarked;
