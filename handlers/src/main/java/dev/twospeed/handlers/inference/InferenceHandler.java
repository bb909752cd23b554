package dev.twospeed.handlers.inference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.environment.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** The HTTP function: embeddings and recommendations one at a time, through a function URL. */
public final class InferenceHandler implements RequestStreamHandler {
    /** A caller waits: less time than a batch has. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoints endpoints;

    /** Made by Lambda. */
    public InferenceHandler() {
        this(Serving.of(Environment.ofProcess()));
    }

    InferenceHandler(Serving serving) {
        this.endpoints = new Endpoints(serving);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        answer(in, context).write(JSON, out);
    }

    private HttpResponse answer(InputStream in, Context context) throws IOException {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minusSeconds(1);
        Duration timeout = left.compareTo(LONGEST_QUESTION) < 0 ? left : LONGEST_QUESTION;
        try {
            return endpoints.answer(HttpRequest.of(JSON.readTree(in)), timeout);
        } catch (Problem e) {
            return HttpResponse.of(e);
        }
    }
}
