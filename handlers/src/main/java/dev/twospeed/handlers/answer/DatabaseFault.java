package dev.twospeed.handlers.answer;

import org.jspecify.annotations.Nullable;

/** The database cannot be asked at this time: the same batch may succeed later. */
public final class DatabaseFault extends Exception {
    private static final long serialVersionUID = 1;

    DatabaseFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
