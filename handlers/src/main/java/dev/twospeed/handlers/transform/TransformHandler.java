package dev.twospeed.handlers.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.twospeed.handlers.answer.DatabaseFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.recommender.serve.Selection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** The transformation function of the delivery stream: activity events in, recommendation records out. */
public final class TransformHandler implements RequestStreamHandler {
    /** Lambda's limit for a response of 6 MB, less what its own envelope may need. */
    private static final long LARGEST_RESPONSE = 6 * 1024 * 1024 - 64 * 1024;

    /** Kept back from the time that is left, for ranking and encoding. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final FirehoseJson json = new FirehoseJson();
    private final Transformation transformation;
    private final Duration databaseTimeout;

    /** Made by Lambda. */
    public TransformHandler() {
        this(Serving.of(Environment.ofProcess()));
    }

    TransformHandler(Serving serving) {
        this.transformation = new Transformation(
                serving.answerer(),
                Selection.unseen(serving.config().recommendationsPerEvent()),
                serving.config().echoCustomer(),
                LARGEST_RESPONSE);
        this.databaseTimeout = serving.config().databaseTimeout();
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        List<Incoming> records = json.read(in);
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        Duration timeout = left.compareTo(databaseTimeout) < 0 ? left : databaseTimeout;
        try {
            json.write(transformation.transform(records, timeout), out);
        } catch (DatabaseFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
