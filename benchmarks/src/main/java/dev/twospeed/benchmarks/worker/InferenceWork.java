package dev.twospeed.benchmarks.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.handlers.inference.InferenceHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The HTTP function, a request a call. */
final class InferenceWork implements Work {
    private final Batches requests;
    private final InferenceHandler handler = new InferenceHandler();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

    InferenceWork(Path folder) throws IOException {
        this.requests = new Batches(folder);
    }

    @Override
    public void call(int size, int call) throws IOException {
        out.reset();
        handler.handleRequest(new ByteArrayInputStream(requests.get(size, call)), out, new Invocation());
    }

    @Override
    public void check(int size) throws IOException {
        for (int call = 0; call < requests.of(size).size(); call++) {
            call(size, call);
            JsonNode answer = Batches.tree(out.toByteArray());
            if (answer.get("statusCode").asInt() != 200
                    || answer.get("body").asText().isEmpty()) {
                throw new IllegalStateException("a request was answered by " + answer);
            }
        }
    }
}
