@NullMarked
package dev.twospeed.policies.judgement;

import org.jspecify.annotations.NullMarked;
