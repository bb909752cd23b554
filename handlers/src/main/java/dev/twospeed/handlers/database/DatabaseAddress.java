package dev.twospeed.handlers.database;

import dev.twospeed.handlers.environment.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is.
 *
 * @param host its host name, as in its certificate
 * @param port its TCP port
 * @param name the database on that server
 * @param region the region of AWS it is in, as in {@code eu-central-1}
 * @param additionalCa PEM of certificate authorities trusted beside those of RDS, null for none
 */
public record DatabaseAddress(
        String host,
        int port,
        String name,
        String region,
        @Nullable String additionalCa) {
    /** From {@code DB_ENDPOINT}, {@code DB_PORT}, {@code DB_NAME}, {@code AWS_REGION} and {@code ADDITIONAL_CA_PEM}. */
    public static DatabaseAddress of(Environment environment) {
        return new DatabaseAddress(
                environment.text("DB_ENDPOINT"),
                environment.number("DB_PORT", 5432, 1, 65535),
                environment.text("DB_NAME"),
                environment.text("AWS_REGION"),
                environment.textOrNull("ADDITIONAL_CA_PEM"));
    }
}
