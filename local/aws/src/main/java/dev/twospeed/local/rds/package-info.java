@NullMarked
package dev.twospeed.local.rds;

import org.jspecify.annotations.NullMarked;
