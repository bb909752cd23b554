package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes events of the embedded services, in EventBridge's envelope, to the rules that match them. */
public interface EventSink {
    /**
     * Publishes an event.
     *
     * @param source such as {@code aws.s3}
     * @param detailType such as {@code Object Created}
     */
    void publish(String source, String detailType, ObjectNode detail);
}
