/** From a session to ranked products: fold-in, prior, blend and ranking. */
@NullMarked
package dev.twospeed.recommender.serve;

import org.jspecify.annotations.NullMarked;
