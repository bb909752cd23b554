@NullMarked
package dev.twospeed.recommender;

import org.jspecify.annotations.NullMarked;
