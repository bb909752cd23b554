@NullMarked
package dev.twospeed.local.network;

import org.jspecify.annotations.NullMarked;
