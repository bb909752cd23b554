@NullMarked
package dev.twospeed.local.iam;

import org.jspecify.annotations.NullMarked;
