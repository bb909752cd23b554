/** The embedded CloudWatch: metric data, alarms and what they do. */
@NullMarked
package dev.twospeed.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
