@NullMarked
package dev.twospeed.local.lambda;

import org.jspecify.annotations.NullMarked;
