package dev.twospeed.stacks.streaming;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.Faults;
import dev.twospeed.stacks.common.ServiceRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The streaming-inference stack's config, namespace {@code twospeed-streaming-inference}.
 *
 * @param processorBufferMegabytes events that one call of the transform function gets at most
 * @param recommendationsPerEvent length of each of the two lists that answer an event
 * @param keptDays days that objects in the recommendations bucket are kept, by prefix; what is missing stays until deleted
 * @param inferenceCallers roles that may call the inference URL
 */
record StreamingConfig(
        boolean protectData,
        String permissionsBoundaryArn,
        int logRetentionDays,
        StreamSize stream,
        Delivery delivery,
        int recommendationsPerEvent,
        FunctionSize transform,
        FunctionSize inference,
        Map<String, Integer> keptDays,
        List<String> inferenceCallers) {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[A-Za-z0-9/+=,.@_-]+");
    // Measured: 1 MB of events with two lists of 20 items each is answered with 8.9 MB, base64 included.
    private static final double ANSWER_PER_ITEM = 8.9 / 20;
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private static final double LARGEST_ANSWER = 6;

    // Kept for the loader, for migrations and for whoever looks after the database.
    private static final int OTHER_CONNECTIONS = 10;
    private static final int MOST_DAYS = 3650;
    private static final String TRANSFORM_CONCURRENCY = "transformReservedConcurrency";
    private static final String INFERENCE_CONCURRENCY = "inferenceReservedConcurrency";

    /** How a stream's shards come about. */
    enum Mode {
        ON_DEMAND,
        PROVISIONED
    }

    /** The stream's capacity; {@code shards} counts only when provisioned. */
    record StreamSize(Mode mode, int shards, int retentionHours) {}

    /** Firehose's buffers: before the transform function, and before S3. */
    record Delivery(
            double processorMegabytes, int processorSeconds, int processorRetries, int s3Megabytes, int s3Seconds) {}

    /** A function's memory and how many may run at once, -1 for as many as the account allows. */
    record FunctionSize(int memoryMegabytes, int reservedConcurrency) {}

    /** Reads and checks the config; ends the program with all faults if there are any. */
    static StreamingConfig read(Context ctx) {
        var reader = ConfigReader.of(ctx);
        var config = new StreamingConfig(
                reader.flag("protectData"),
                ServiceRole.boundary(reader),
                reader.integerOf("logRetentionDays", EncryptedLogs.RETENTIONS),
                new StreamSize(
                        reader.choice("streamMode", Mode.class),
                        reader.integer("shards", 1, 500),
                        reader.integer("retentionHours", 24, 8760)),
                new Delivery(
                        // https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
                        reader.number("processorBufferMegabytes", 0.2, 3),
                        reader.integer("processorBufferSeconds", 0, 900),
                        reader.integer("processorRetries", 0, 300),
                        reader.integer("deliveryBufferMegabytes", 1, 128),
                        reader.integer("deliveryBufferSeconds", 0, 900)),
                reader.integer("recommendationsPerEvent", 1, 100),
                size(reader, "transform"),
                size(reader, "inference"),
                keptDays(reader),
                reader.texts("inferenceCallers", ROLE, "ARNs of IAM roles"));
        var answer = config.delivery.processorMegabytes * config.recommendationsPerEvent * ANSWER_PER_ITEM;
        if (answer > LARGEST_ANSWER) {
            reader.fault(
                    "processorBufferMegabytes",
                    config.delivery.processorMegabytes,
                    "with recommendationsPerEvent " + config.recommendationsPerEvent + " at most "
                            + Math.floor(LARGEST_ANSWER / config.recommendationsPerEvent / ANSWER_PER_ITEM * 10) / 10
                            + ", because the answers may have 6 MB");
        }
        reader.check();
        return config;
    }

    /**
     * Ends the program unless the functions leave connections to others when as many run as may: each holds one.
     *
     * @param maxConnections what the vector database takes
     */
    void checkConnections(int maxConnections) {
        var faults = new ArrayList<String>();
        var free = maxConnections - OTHER_CONNECTIONS;
        var reserved = Math.max(0, transform.reservedConcurrency) + Math.max(0, inference.reservedConcurrency);
        unbounded(TRANSFORM_CONCURRENCY, transform, faults);
        unbounded(INFERENCE_CONCURRENCY, inference, faults);
        if (reserved > free) {
            faults.add(
                    TRANSFORM_CONCURRENCY + " " + transform.reservedConcurrency + " and " + INFERENCE_CONCURRENCY + " "
                            + inference.reservedConcurrency + " make " + reserved
                            + " connections; allowed: together at most " + free
                            + ", because the vector database takes " + maxConnections + " and " + OTHER_CONNECTIONS
                            + " are kept for others. Lower them, or choose a larger twospeed-vector-db:instanceClass");
        }
        if (!faults.isEmpty()) {
            throw Faults.list("The functions could take more connections than the vector database has:", faults);
        }
    }

    private void unbounded(String key, FunctionSize size, List<String> faults) {
        // Where data is not protected nothing is reserved: a young account may have too little concurrency to reserve
        // any.
        if (protectData && size.reservedConcurrency < 0) {
            faults.add(key + " is " + size.reservedConcurrency
                    + ", which bounds nothing; allowed where protectData is true: 0 or" + " more");
        }
    }

    private static Map<String, Integer> keptDays(ConfigReader reader) {
        var days = new TreeMap<String, Integer>();
        days.put(Prefixes.RECOMMENDATIONS, reader.integer("recommendationsKeptDays", 0, MOST_DAYS));
        days.put(Prefixes.ERRORS, reader.integer("errorsKeptDays", 0, MOST_DAYS));
        days.put(Prefixes.SOURCE, reader.integer("sourceKeptDays", 0, MOST_DAYS));
        days.values().removeIf(kept -> kept == 0);
        return days;
    }

    private static FunctionSize size(ConfigReader reader, String function) {
        return new FunctionSize(
                reader.integer(function + "MemoryMegabytes", 512, 10240),
                reader.integer(function + "ReservedConcurrency", -1, 1000));
    }
}
