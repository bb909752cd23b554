package dev.twospeed.recommender.event;

/**
 * An activity event that can never be answered. The message names the field and the problem and never repeats what was
 * in it, since events carry personal data.
 */
public final class InvalidEvent extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String problem;

    InvalidEvent(String field, String problem) {
        super("activity event: " + field + " " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** The faulty field, as in {@code browse_history[3].quantity}; {@code event} if it is the whole. */
    public String field() {
        return field;
    }

    /** What is wrong with it and what is expected, as in {@code is missing}. */
    public String problem() {
        return problem;
    }
}
