package dev.twospeed.handlers.seed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.MasterSecret;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.environment.JdkHttp;
import dev.twospeed.handlers.environment.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The seeding function, called by operators: nothing outside the VPC can reach the sample source database. */
public final class SeedHandler implements RequestStreamHandler {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Seeding seeding;

    /** Made by Lambda. */
    public SeedHandler() {
        this(Environment.ofProcess());
    }

    private SeedHandler(Environment environment) {
        this(new Seeding(
                new SourceLogin(
                        DatabaseAddress.of(environment),
                        new MasterSecret(
                                SecretsManagerClient.builder()
                                        .httpClientBuilder(JdkHttp.builder())
                                        .build(),
                                environment.text("DB_SECRET_ARN"))::read),
                PATIENCE));
    }

    SeedHandler(Seeding seeding) {
        this.seeding = seeding;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        SeedRequest request = SeedRequest.of(JSON.readTree(in));
        Seeded seeded;
        try {
            seeded = seeding.run(request);
        } catch (SQLException e) {
            throw new IOException("Seeding the sample source database failed. " + e.getMessage(), e);
        }
        LogLine.info("sample source " + seeded.status())
                .with("customers", seeded.customers())
                .with("products", seeded.products())
                .with("orders", seeded.orders())
                .with("order_lines", seeded.orderLines())
                .write();
        JSON.writeValue(
                out,
                JSON.createObjectNode()
                        .put("status", seeded.status())
                        .put("customers", seeded.customers())
                        .put("products", seeded.products())
                        .put("orders", seeded.orders())
                        .put("order_lines", seeded.orderLines()));
    }
}
