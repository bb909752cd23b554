/** The embedded Budgets: limits of what an account may cost, and who is told. */
@NullMarked
package dev.twospeed.local.budgets;

import org.jspecify.annotations.NullMarked;
