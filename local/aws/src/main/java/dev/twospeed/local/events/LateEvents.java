package dev.twospeed.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Stands for the bus while services are composed that publish to it and that it delivers to. */
public final class LateEvents implements EventSink {
    private volatile @Nullable EventSink bus;

    /** Sends what is published from now on to a bus; before, nothing is deployed that could publish. */
    public void deliverTo(EventSink sink) {
        bus = sink;
    }

    @Override
    public void publish(String source, String detailType, ObjectNode detail) {
        var sink = bus;
        if (sink != null) {
            sink.publish(source, detailType, detail);
        }
    }
}
