/** How fast the product is, each figure beside what the machine could do at best. */
@NullMarked
package dev.twospeed.benchmarks;

import org.jspecify.annotations.NullMarked;
