/** Tables that people hand over as CSV files: interactions, histories, recommendations, truth. */
@NullMarked
package dev.twospeed.recommender.table;

import org.jspecify.annotations.NullMarked;
