package dev.twospeed.local.messaging;

import java.util.Map;

/**
 * A message in a queue, as its file holds it.
 *
 * @param sentMillis when it was sent, in epoch milliseconds
 * @param receives how often it was received
 */
record QueuedMessage(String id, String body, Map<String, String> attributes, long sentMillis, int receives) {
    QueuedMessage received() {
        return new QueuedMessage(id, body, attributes, sentMillis, receives + 1);
    }
}
