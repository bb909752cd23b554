/** How a deployed system fares, from what AWS knows of it: its metrics, alarms and the inference function's health. */
@NullMarked
package dev.twospeed.local.watch;

import org.jspecify.annotations.NullMarked;
