package dev.twospeed.benchmarks.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The inputs that lie in a folder as {@code SIZE-NUMBER.json}. */
final class Batches {
    private final Map<Integer, List<byte[]>> bySize = new HashMap<>();

    Batches(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    int size = Integer.parseInt(name.substring(0, name.indexOf('-')));
                    bySize.computeIfAbsent(size, unused -> new ArrayList<>()).add(Files.readAllBytes(file));
                }
            }
        }
    }

    Iterable<Integer> sizes() {
        return bySize.keySet();
    }

    List<byte[]> of(int size) {
        List<byte[]> batches = bySize.get(size);
        if (batches == null) {
            throw new IllegalArgumentException("there is no batch of " + size + " records");
        }
        return batches;
    }

    byte[] get(int size, int call) {
        List<byte[]> batches = of(size);
        return batches.get(call % batches.size());
    }

    /** The payloads of a Firehose batch, or of the answer to one. */
    static List<byte[]> payloads(byte[] batch) throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        for (JsonNode record : tree(batch).get("records")) {
            payloads.add(record.get("data").binaryValue());
        }
        return payloads;
    }

    static JsonNode tree(byte[] json) throws IOException {
        return Json.MAPPER.readTree(json);
    }

    /** Loaded with the first answer that is looked at: its classes take a quarter of a second, which is no part of a function's start. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}
    }
}
