@NullMarked
package dev.twospeed.recommender.tls;

import org.jspecify.annotations.NullMarked;
