package dev.twospeed.local.cloud;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stacks, each after the ones whose outputs it reads. */
public enum Stack {
    /** Network, key, buckets, alarm topic, source database. */
    FOUNDATION(""),
    /** Catalog and Glue jobs. */
    ETL("stacks/etl", FOUNDATION),
    /** PostgreSQL with pgvector, migrations and loader. */
    VECTOR_DB("stacks/vector-db", FOUNDATION),
    /** Stream, delivery stream, transform and inference. */
    STREAMING_INFERENCE("stacks/streaming-inference", FOUNDATION, VECTOR_DB);

    private final String folder;
    private final List<Stack> reads;

    Stack(String folder, Stack... reads) {
        this.folder = folder;
        this.reads = List.of(reads);
    }

    /** The folder of its Pulumi.yaml in a checkout. */
    public Path in(Path root) {
        return root.resolve(folder);
    }

    /** Its name on the command line, as in {@code vector-db}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stacks whose outputs it reads. */
    public List<Stack> reads() {
        return reads;
    }

    /** The stacks that read its outputs, and so have to go before it. */
    public List<Stack> readers() {
        return Arrays.stream(values()).filter(s -> s.reads.contains(this)).toList();
    }

    /** The stack of this name. */
    public static Optional<Stack> named(String label) {
        return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst();
    }

    /** All of them, in the order of deployment. */
    public static List<Stack> inOrder() {
        return List.of(values());
    }
}
