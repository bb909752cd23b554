/**
 * The Pulumi provider {@code aws} of the embedded AWS.
 *
 * <p>What a type computes, names and replaces is data: {@code types/*.json} beside this package's classes.
 */
@NullMarked
package dev.twospeed.local.provider;

import org.jspecify.annotations.NullMarked;
