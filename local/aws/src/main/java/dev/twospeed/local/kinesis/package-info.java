@NullMarked
package dev.twospeed.local.kinesis;

import org.jspecify.annotations.NullMarked;
