package dev.twospeed.local.glue;

/** Why a run ended badly, in the words of its {@code ErrorMessage}. */
final class JobFailed extends RuntimeException {
    JobFailed(String message) {
        super(message);
    }
}
