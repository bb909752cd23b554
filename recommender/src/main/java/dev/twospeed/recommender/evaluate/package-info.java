/** How good recommendations are: recall, NDCG, hit rate, coverage and their intervals. */
@NullMarked
package dev.twospeed.recommender.evaluate;

import org.jspecify.annotations.NullMarked;
