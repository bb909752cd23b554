package dev.twospeed.local.orders;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a MySQL database is, and who reads it; never with a password.
 *
 * @param options the driver's, as {@code sslMode=REQUIRED}; empty for none
 */
public record MysqlAddress(String host, int port, String database, String user, String options) {
    private static final int PORT = 3306;

    /**
     * Reads {@code mysql://user@host:port/database?options}, with or without {@code jdbc:} before it.
     *
     * @throws IllegalArgumentException if it is none, or holds a password: others would see it in the list of processes
     */
    public static MysqlAddress of(String url) {
        try {
            var uri = new URI(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            var path = uri.getPath();
            var user = uri.getUserInfo();
            if (user != null && user.contains(":") || mentionsPassword(uri.getQuery())) {
                throw new IllegalArgumentException(
                        "--mysql holds a password, which other users would see in the list of processes: leave it out"
                                + " and set TWOSPEED_MYSQL_PASSWORD, or type it when asked");
            }
            if ("mysql".equals(uri.getScheme()) && uri.getHost() != null && user != null && path.length() > 1) {
                return new MysqlAddress(
                        uri.getHost(),
                        uri.getPort() < 0 ? PORT : uri.getPort(),
                        path.substring(1),
                        user,
                        uri.getRawQuery() == null ? "" : uri.getRawQuery());
            }
        } catch (URISyntaxException e) {
            // Told below, without the text: a password with odd characters may be in it.
        }
        throw new IllegalArgumentException(
                "--mysql is no address of a database: write it as mysql://user@host:3306/database");
    }

    private static boolean mentionsPassword(@Nullable String query) {
        return query != null && query.toLowerCase(Locale.ROOT).matches("(.*&)?password\\d?=.*");
    }

    String jdbc() {
        return "jdbc:mysql://" + host + ":" + port + "/" + database + (options.isEmpty() ? "" : "?" + options);
    }

    /** The address without its options. */
    @Override
    public String toString() {
        return "mysql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
