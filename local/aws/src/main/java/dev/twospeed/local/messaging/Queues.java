package dev.twospeed.local.messaging;

import java.util.Map;

/** Takes messages to queues. */
@FunctionalInterface
public interface Queues {
    /**
     * Sends a message.
     *
     * @param attributes texts beside it
     * @return its id
     * @throws dev.twospeed.local.resource.AwsError QueueDoesNotExist, AccessDenied, KMSAccessDenied
     */
    String send(Sender sender, String queueArn, String body, Map<String, String> attributes);
}
