package dev.twospeed.handlers.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** The tables of a sample shop, one of which marks the others as such. */
final class ShopTables {
    private static final String MARK = "sample_shop";

    private final Connection connection;

    ShopTables(Connection connection) {
        this.connection = connection;
    }

    /** What a database holds. */
    sealed interface Content {
        /** No table, or the tables of a seeding that did not end. */
        record Nothing() implements Content {}

        /** The whole sample shop of this checksum. */
        record Shop(String checksum) implements Content {}

        /** Something that is no sample shop, this table for one. */
        record Other(String table) implements Content {}
    }

    Content content() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet tables = statement.executeQuery("SELECT min(table_name), coalesce(sum(table_name = '" + MARK
                    + "'), 0) FROM information_schema.tables WHERE table_schema = database()")) {
                tables.next();
                String first = tables.getString(1);
                if (first == null) {
                    return new Content.Nothing();
                }
                if (tables.getInt(2) == 0) {
                    return new Content.Other(first);
                }
            }
            try (ResultSet mark = statement.executeQuery("SELECT checksum FROM " + MARK)) {
                return mark.next() ? new Content.Shop(mark.getString(1)) : new Content.Nothing();
            }
        }
    }

    /** Makes empty tables in place of those that are there. */
    void make() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String step : script()) {
                statement.execute(step);
            }
        }
    }

    private static List<String> script() {
        try (InputStream in = ShopTables.class.getResourceAsStream("shop.sql")) {
            if (in == null) {
                throw new IllegalStateException(
                        "The resource shop.sql is not on the class path; build the handlers with mvn package.");
            }
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";", -1))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the resource shop.sql from the class path failed.", e);
        }
    }
}
