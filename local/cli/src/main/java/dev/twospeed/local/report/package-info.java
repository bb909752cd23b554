@NullMarked
package dev.twospeed.local.report;

import org.jspecify.annotations.NullMarked;
