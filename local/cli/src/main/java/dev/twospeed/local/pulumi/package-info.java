/** The real Pulumi engine: found or built, given a Java language host where it has none, and run. */
@NullMarked
package dev.twospeed.local.pulumi;

import org.jspecify.annotations.NullMarked;
