package dev.twospeed.recommender.event;

import org.jspecify.annotations.Nullable;

/** What the event said about the customer, repeated in the answer only where that is configured. */
public record CustomerEcho(
        @Nullable String city,
        @Nullable String country,
        @Nullable Double creditLimit) {
    /** What the event says. */
    public static CustomerEcho of(ActivityEvent event) {
        return new CustomerEcho(event.city(), event.country(), event.creditLimit());
    }
}
