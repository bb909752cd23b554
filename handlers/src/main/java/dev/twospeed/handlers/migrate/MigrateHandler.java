package dev.twospeed.handlers.migrate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.database.MasterSecret;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.environment.JdkHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The migration function, run by the deployment whenever {@code sql/} changes. Its input says nothing that matters here. */
public final class MigrateHandler implements RequestStreamHandler {
    /** Less than the 5 minutes of the function, so that a database that falls silent is told of and not only the function's end. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(4);

    private final Migration migration;

    /** Made by Lambda. */
    public MigrateHandler() {
        this(Environment.ofProcess());
    }

    private MigrateHandler(Environment environment) {
        DatabaseAddress address = DatabaseAddress.of(environment);
        String secretArn = environment.text("DB_SECRET_ARN");
        MasterSecret secret = new MasterSecret(
                SecretsManagerClient.builder()
                        .httpClientBuilder(JdkHttp.builder())
                        .build(),
                secretArn);
        this.migration = new Migration(
                new MasterLogin(
                        () -> {
                            MasterSecret.Credentials master = secret.read();
                            return new Login(address, master.user(), master::password, SOCKET_TIMEOUT).connect();
                        },
                        () -> Login.withToken(environment, secret.read().user(), SOCKET_TIMEOUT)
                                .connect()),
                Login.withToken(environment, environment.text("DB_MIGRATOR_USER"), SOCKET_TIMEOUT),
                Patience.ofMinutes(1));
    }

    MigrateHandler(Migration migration) {
        this.migration = migration;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        try {
            migration.run();
        } catch (SQLException e) {
            throw new IOException("Migrating the vector database failed. " + e.getMessage(), e);
        }
        out.write("{\"status\":\"migrated\"}".getBytes(StandardCharsets.UTF_8));
    }
}
