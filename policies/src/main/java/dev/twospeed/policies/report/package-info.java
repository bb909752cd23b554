@NullMarked
package dev.twospeed.policies.report;

import org.jspecify.annotations.NullMarked;
