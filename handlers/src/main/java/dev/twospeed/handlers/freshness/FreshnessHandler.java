package dev.twospeed.handlers.freshness;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.storage.S3;
import dev.twospeed.handlers.storage.S3ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The freshness function: started each hour, says in its log how old the newest training data and model are. */
public final class FreshnessHandler implements RequestStreamHandler {
    private final Freshness freshness;

    /** Made by Lambda. */
    public FreshnessHandler() {
        this(Environment.ofProcess());
    }

    private FreshnessHandler(Environment environment) {
        this(new Freshness(
                GlueSnapshots.of(environment), S3ModelStore.of(environment, S3.client()), Clock.systemUTC()));
    }

    FreshnessHandler(Freshness freshness) {
        this.freshness = freshness;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        freshness.measure().write();
        out.write("{\"status\":\"measured\"}".getBytes(StandardCharsets.UTF_8));
    }
}
