@NullMarked
package dev.twospeed.local.cloud;

import org.jspecify.annotations.NullMarked;
