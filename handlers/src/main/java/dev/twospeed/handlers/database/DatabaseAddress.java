package dev.twospeed.handlers.database;

import dev.twospeed.handlers.environment.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param host its host name, as in its certificate
 * @param port its TCP port
 * @param name the database on that server
 * @param additionalCa PEM of certificate authorities trusted beside those of RDS, null for none
 */
public record DatabaseAddress(
        String host, int port, String name, @Nullable String additionalCa) {
    /** From {@code DB_ENDPOINT}, {@code DB_PORT}, {@code DB_NAME} and {@code ADDITIONAL_CA_PEM}. */
    public static DatabaseAddress of(Environment environment) {
        return new DatabaseAddress(
                environment.text("DB_ENDPOINT"),
                environment.number("DB_PORT", 5432, 1, 65535),
                environment.text("DB_NAME"),
                environment.textOrNull("ADDITIONAL_CA_PEM"));
    }
}
