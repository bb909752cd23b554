@NullMarked
package dev.twospeed.policies.rules;

import org.jspecify.annotations.NullMarked;
