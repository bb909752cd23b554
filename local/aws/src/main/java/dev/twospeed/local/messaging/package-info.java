/** The embedded SNS and SQS: topics and queues, whose policies and keys decide who may send. */
@NullMarked
package dev.twospeed.local.messaging;

import org.jspecify.annotations.NullMarked;
