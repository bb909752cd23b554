package dev.twospeed.local.messaging;

import org.jspecify.annotations.Nullable;

/** Takes messages to topics. */
@FunctionalInterface
public interface Topics {
    /**
     * Publishes a message.
     *
     * @return its id
     * @throws dev.twospeed.local.resource.AwsError NotFound, AuthorizationError, KMSAccessDenied, InvalidParameter
     */
    String publish(Sender sender, String topicArn, @Nullable String subject, String message);
}
