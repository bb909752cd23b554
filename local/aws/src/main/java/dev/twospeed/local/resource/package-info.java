@NullMarked
package dev.twospeed.local.resource;

import org.jspecify.annotations.NullMarked;
