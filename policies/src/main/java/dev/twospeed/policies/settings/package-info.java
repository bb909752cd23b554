@NullMarked
package dev.twospeed.policies.settings;

import org.jspecify.annotations.NullMarked;
