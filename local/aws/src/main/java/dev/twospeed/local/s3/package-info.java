@NullMarked
package dev.twospeed.local.s3;

import org.jspecify.annotations.NullMarked;
