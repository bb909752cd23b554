package dev.twospeed.benchmarks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.load.LoadHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The loader function, one model more with each call. */
final class LoadWork implements Work {
    private final Batches requests;
    private final LoadHandler handler = new LoadHandler();
    private int next;

    LoadWork(Path folder) throws IOException {
        this.requests = new Batches(folder);
    }

    @Override
    public void call(int size, int call) throws IOException {
        if (next == requests.of(size).size()) {
            throw new IllegalStateException("all " + next + " published models are loaded");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(requests.get(size, next++)), out, new Invocation());
        String status =
                new ObjectMapper().readTree(out.toByteArray()).path("status").asText();
        if (!status.equals("activated")) {
            throw new IllegalStateException("the loader answered " + out);
        }
    }

    /** Each call looks at its answer itself. */
    @Override
    public void check(int size) {
        requests.of(size);
    }
}
