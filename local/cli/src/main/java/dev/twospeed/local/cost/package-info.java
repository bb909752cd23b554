/** What the resources of an environment cost, estimated from the stacks' own state and a price list. */
@NullMarked
package dev.twospeed.local.cost;

import org.jspecify.annotations.NullMarked;
