package dev.twospeed.handlers.load;

import org.jspecify.annotations.Nullable;

/**
 * What a request to the loader led to.
 *
 * @param status what was done
 * @param version the model it was about, null if there is none
 * @param active the model that answers now, null if there is none
 */
public record Outcome(
        Status status, @Nullable String version, @Nullable String active) {
    /** What was done. */
    public enum Status {
        /** The model answers from now on. */
        ACTIVATED("activated"),
        /** It answered already. */
        ALREADY_ACTIVE("already-active"),
        /** A model as new was active before: it does not activate by itself. */
        NOT_NEWER("not-newer"),
        /** No model has been published. */
        NOTHING_PUBLISHED("nothing-published"),
        /** It is too large for a function: a run of the Glue job loads it from now on. */
        HANDED_OVER("handed-over"),
        /** It is too large for a function, and the Glue job is loading a model already: the next reconcile asks again. */
        JOB_BUSY("job-busy");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The word for it in JSON. */
        public String label() {
            return label;
        }
    }
}
