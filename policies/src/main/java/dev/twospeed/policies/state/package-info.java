@NullMarked
package dev.twospeed.policies.state;

import org.jspecify.annotations.NullMarked;
