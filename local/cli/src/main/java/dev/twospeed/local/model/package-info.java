/** Model tools that need no environment: recommendations from an artifact in a folder, and how good they are. */
@NullMarked
package dev.twospeed.local.model;

import org.jspecify.annotations.NullMarked;
