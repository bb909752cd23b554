package dev.twospeed.handlers.database;

/** What a user proves itself with; asked for each new connection, since IAM tokens live for 15 minutes. */
@FunctionalInterface
public interface Password {
    /**
     * The password or token for a connection opened now.
     *
     * @throws java.io.UncheckedIOException if it cannot be had now
     */
    String get();
}
