/** The little dense linear algebra that fold-in and training need. */
@NullMarked
package dev.twospeed.recommender.algebra;

import org.jspecify.annotations.NullMarked;
