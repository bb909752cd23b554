@NullMarked
package dev.twospeed.local.demo;

import org.jspecify.annotations.NullMarked;
