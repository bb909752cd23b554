package dev.twospeed.engines;

import org.jspecify.annotations.Nullable;

/** A database engine could not be obtained, started or stopped; the message is written for the user. */
public final class EngineException extends RuntimeException {
    /** @param message what was being done, with what, what was found, what to do */
    public EngineException(String message) {
        super(message);
    }

    /** @param message what was being done, with what, what was found, what to do */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
