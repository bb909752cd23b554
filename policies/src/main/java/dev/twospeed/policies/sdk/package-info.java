@NullMarked
package dev.twospeed.policies.sdk;

import org.jspecify.annotations.NullMarked;
