@NullMarked
package dev.twospeed.local.secrets;

import org.jspecify.annotations.NullMarked;
