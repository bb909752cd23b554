/** The model artifact: what training publishes and everything else reads. */
@NullMarked
package dev.twospeed.recommender.model;

import org.jspecify.annotations.NullMarked;
