package dev.twospeed.local.resource;

/** What the embedded AWS does not do, told to its user in one sentence: what was found, where, and what to do. */
public final class Refusal extends RuntimeException {
    /** Takes the sentence. */
    public Refusal(String message) {
        super(message);
    }

    /** Takes the sentence, and what led to it. */
    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
