package dev.twospeed.handlers.load;

import java.io.IOException;

/** Loads models without a limit of time, one at a time. */
interface LoadingJob {
    /** What a run does with its model. */
    enum Operation {
        /** Makes it the active one if it is newer than all that were. */
        LOAD("load"),
        /** Makes it the active one whatever its age. */
        ACTIVATE("activate");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        /** The word for it in the job's arguments. */
        String label() {
            return label;
        }
    }

    /**
     * Starts a run.
     *
     * @return whether it was started; not if one is running
     * @throws IOException if the job cannot be started
     */
    boolean start(Operation operation, String version) throws IOException;
}
