package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A MySQL-protocol server for tests, with the master {@code admin}.
 *
 * @param server the server
 * @param folder its folder, deleted with it
 * @param password the master's
 */
public record TestMysql(MysqlServer server, Path folder, String password) implements Closeable {
    /** The master user. */
    public static final String MASTER = "admin";

    /** The database it was made with. */
    public static final String DATABASE = "classicmodels";

    static TestMysql start(Path folder, LocalAuthority authority) {
        var password = "Master-0f-tests";
        var server = MysqlServer.in(folder)
                .port(LoopbackPort.choose())
                .authority(authority)
                .master(MASTER, password)
                .database(DATABASE)
                .start();
        return new TestMysql(server, folder, password);
    }

    /** Its port; the host is localhost. */
    public int port() {
        return server.port();
    }

    /** The master's secret as RDS keeps it in Secrets Manager. */
    public String masterSecret() {
        return "{\"username\":\"" + MASTER + "\",\"password\":\"" + password + "\"}";
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        server.close();
        try {
            Cache.deleteTree(folder);
        } catch (IOException e) {
            throw new EngineException("Deleting the test database in " + folder + " failed: " + e, e);
        }
    }
}
