package dev.twospeed.handlers.seed;

import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.recommender.sample.SampleShop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Puts a made-up shop into an empty database. The same shop again changes nothing, another one needs leave to replace it, and what
 * is no sample shop is never touched. Killed halfway, it leaves a shop without rows, which the next seeding begins anew.
 */
final class Seeding {
    private static final String LOCK = "twospeed.seed";

    private final ConnectionSource source;
    private final Duration patience;

    /**
     * @param patience how long a seeding waits for another one to end
     */
    Seeding(ConnectionSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /**
     * Seeds.
     *
     * @throws IllegalStateException if the database holds something else, or another seeding does not end
     */
    Seeded run(SeedRequest request) throws SQLException {
        SampleShop shop = SampleShop.generate(request.customers(), request.products(), request.seed());
        String checksum = shop.checksum();
        try (Connection connection = source.connect()) {
            // Held by the connection, and so given back however this ends.
            takeTurn(connection);
            ShopTables tables = new ShopTables(connection);
            ShopTables.Content content = tables.content();
            if (content instanceof ShopTables.Content.Other other) {
                throw new IllegalStateException("The database " + connection.getCatalog() + " has the table "
                        + other.table() + " and is no sample shop, so nothing was written: only an empty database is"
                        + " filled.");
            }
            if (content instanceof ShopTables.Content.Shop found) {
                if (found.checksum().equals(checksum)) {
                    return Seeded.of(shop, false);
                }
                if (!request.replace()) {
                    throw new IllegalStateException("The database " + connection.getCatalog()
                            + " is filled with another sample shop, so nothing was written: ask for that one's"
                            + " customers, products and seed, or for this one with \"replace\", --replace on the"
                            + " command line.");
                }
            }
            tables.make();
            new ShopRows(connection).write(shop, checksum);
            return Seeded.of(shop, true);
        }
    }

    private void takeTurn(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, LOCK);
            statement.setLong(2, patience.toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getInt(1) != 1) {
                    throw new IllegalStateException(
                            "Another seeding of the database is running, and did not end within " + patience.toSeconds()
                                    + " s: try again when it has.");
                }
            }
        }
    }
}
