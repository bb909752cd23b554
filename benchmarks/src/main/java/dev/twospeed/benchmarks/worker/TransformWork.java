package dev.twospeed.benchmarks.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.handlers.transform.TransformHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The transform function, a Firehose batch a call. */
final class TransformWork implements Work {
    private static final int LIST = 10;

    private final Batches batches;
    private final TransformHandler handler = new TransformHandler();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);

    TransformWork(Path folder) throws IOException {
        this.batches = new Batches(folder);
    }

    @Override
    public void call(int size, int call) throws IOException {
        out.reset();
        handler.handleRequest(new ByteArrayInputStream(batches.get(size, call)), out, new Invocation());
    }

    @Override
    public void check(int size) throws IOException {
        call(size, 0);
        List<byte[]> answers = Batches.payloads(out.toByteArray());
        if (answers.size() != size) {
            throw new IllegalStateException(size + " records were answered by " + answers.size());
        }
        Set<String> versions = new HashSet<>();
        for (byte[] answer : answers) {
            JsonNode record = Batches.tree(answer);
            versions.add(record.path("model_version").asText());
            if (record.get("recommended_items").size() != LIST || record.has("degraded")) {
                throw new IllegalStateException("a record was answered by " + record);
            }
        }
        if (versions.size() != 1) {
            throw new IllegalStateException("one batch was answered by the models " + versions);
        }
    }
}
