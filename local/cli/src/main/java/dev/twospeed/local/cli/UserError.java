package dev.twospeed.local.cli;

/** Something the user can put right; the message says what, where and how. */
public final class UserError extends RuntimeException {
    /** Takes the sentence for the user. */
    public UserError(String sentence) {
        super(sentence);
    }
}
