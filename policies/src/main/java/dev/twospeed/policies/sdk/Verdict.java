package dev.twospeed.policies.sdk;

/** What a rule finds. */
public sealed interface Verdict {
    /** It is kept. */
    record Kept() implements Verdict {}

    /**
     * It is broken.
     *
     * @param message what was found
     */
    record Broken(String message) implements Verdict {}

    /**
     * It cannot be told from what is known now.
     *
     * @param message what is not known
     */
    record Undecided(String message) implements Verdict {}

    /** The verdict on a statement that must hold, with what to say if it does not. */
    static Verdict mustHold(Truth statement, String otherwise) {
        return switch (statement) {
            case TRUE -> new Kept();
            case FALSE -> new Broken(otherwise);
            case UNKNOWN ->
                new Undecided("not known before the deployment, or not readable; it may be that " + otherwise);
        };
    }

    /** The verdict on a statement that must not hold, with what to say if it does. */
    static Verdict mustNotHold(Truth statement, String otherwise) {
        return mustHold(statement.not(), otherwise);
    }
}
