@NullMarked
package dev.twospeed.local.firehose;

import org.jspecify.annotations.NullMarked;
