/** The pieces of the training job: from a snapshot of interactions to a published model. */
@NullMarked
package dev.twospeed.glue.training;

import org.jspecify.annotations.NullMarked;
