package dev.twospeed.local.cli;

import dev.twospeed.local.orders.MysqlAddress;
import dev.twospeed.local.orders.OrderDatabase;
import dev.twospeed.local.orders.OrderFile;
import dev.twospeed.local.orders.ReadOrders;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where orders of one's own are: one of these. */
final class OwnOrders {
    private static final String PASSWORD = "TWOSPEED_MYSQL_PASSWORD";

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description = {
                "Orders of your own in place of the made-up shop: CSV, gzipped or not.",
                "Columns: customer, product, quantity, timestamp and any of country, city, state, postal_code,"
                        + " credit_limit, unit_price, product_line, product_name."
            })
    @Nullable
    Path orders;

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            description = {
                "The same from a database with the tables of classicmodels: mysql://user@host:3306/database.",
                "It is only read. The password is taken from " + PASSWORD + ", or asked for."
            })
    @Nullable
    String mysql;

    ReadOrders read() throws IOException {
        if (orders != null) {
            return OrderFile.read(orders);
        }
        try {
            return OrderDatabase.read(MysqlAddress.of(mysql == null ? "" : mysql), password());
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
    }

    private static String password() {
        var given = System.getenv(PASSWORD);
        if (given != null) {
            return given;
        }
        var console = System.console();
        if (console == null) {
            throw new UserError("There is no password for --mysql and nobody to ask: set " + PASSWORD);
        }
        var typed = console.readPassword("Password: ");
        return typed == null ? "" : new String(typed);
    }
}
