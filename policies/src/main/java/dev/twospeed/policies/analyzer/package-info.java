@NullMarked
package dev.twospeed.policies.analyzer;

import org.jspecify.annotations.NullMarked;
