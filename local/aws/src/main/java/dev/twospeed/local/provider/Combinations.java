package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.provider.InputCheck.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Inputs that AWS accepts one by one and refuses together; neither the provider nor a plan finds them. */
final class Combinations {
    private static final String S3 = "extendedS3Configuration";
    private static final Pattern SNAP_START = Pattern.compile("java(11|17|2[1-9])|python3\\.1[2-9]|dotnet([89]|1\\d)");
    private static final int SNAP_START_STORAGE = 512;
    private static final int DYNAMIC_PARTITIONING_MEGABYTES = 64;
    private static final double PROCESSOR_MEGABYTES_MIN = 0.2;
    private static final double PROCESSOR_MEGABYTES_MAX = 3;
    private static final int PROCESSOR_SECONDS_MAX = 900;

    private Combinations() {}

    /** What is wrong with the inputs of a type. */
    static List<Failure> failures(String token, ObjectNode inputs) {
        return switch (token) {
            case "aws:lambda/function:Function" -> function(inputs);
            case "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream" -> deliveryStream(inputs.path(S3));
            case "aws:glue/trigger:Trigger" -> trigger(inputs);
            case "aws:kinesis/stream:Stream" -> stream(inputs);
            default -> List.of();
        };
    }

    private static List<Failure> function(ObjectNode inputs) {
        var failures = new ArrayList<Failure>();
        if (inputs.path("snapStart").path("applyOn").asText().equals("PublishedVersions")) {
            if (isKnown(inputs.path("runtime"))
                    && !SNAP_START.matcher(inputs.path("runtime").asText()).matches()) {
                failures.add(new Failure(
                        "snapStart",
                        "The runtime '" + inputs.path("runtime").asText() + "' has no SnapStart: take java21."));
            }
            if (inputs.path("ephemeralStorage").path("size").asInt(SNAP_START_STORAGE) > SNAP_START_STORAGE) {
                failures.add(new Failure(
                        "ephemeralStorage", "SnapStart is limited to " + SNAP_START_STORAGE + " MB of storage."));
            }
        }
        return failures;
    }

    private static List<Failure> deliveryStream(JsonNode s3) {
        var failures = new ArrayList<Failure>();
        var partitioned =
                s3.path("dynamicPartitioningConfiguration").path("enabled").asBoolean();
        if (partitioned && s3.path("bufferingSize").asInt() < DYNAMIC_PARTITIONING_MEGABYTES) {
            failures.add(new Failure(S3, "Dynamic partitioning needs a bufferingSize of at least 64 MB."));
        }
        if (s3.path("prefix").asText().contains("!{") && !s3.hasNonNull("errorOutputPrefix")) {
            failures.add(new Failure(S3, "A prefix with an expression !{…} needs an errorOutputPrefix."));
        }
        for (var processor : s3.path("processingConfiguration").path("processors")) {
            for (var parameter : processor.path("parameters")) {
                var name = parameter.path("parameterName").asText();
                if (!isKnown(parameter.path("parameterValue"))) {
                    continue;
                }
                var value = parameter.path("parameterValue").asDouble();
                if (name.equals("BufferSizeInMBs")
                        && (value < PROCESSOR_MEGABYTES_MIN || value > PROCESSOR_MEGABYTES_MAX)) {
                    failures.add(new Failure(S3, "BufferSizeInMBs of a processor is 0.2 to 3, not " + value + "."));
                }
                if (name.equals("BufferIntervalInSeconds") && (value < 0 || value > PROCESSOR_SECONDS_MAX)) {
                    failures.add(
                            new Failure(S3, "BufferIntervalInSeconds of a processor is 0 to 900, not " + value + "."));
                }
            }
        }
        return failures;
    }

    private static boolean isKnown(JsonNode value) {
        return !value.isMissingNode() && !Unknowns.isUnknown(value);
    }

    private static List<Failure> trigger(ObjectNode inputs) {
        var scheduled = inputs.path("type").asText().equals("SCHEDULED");
        if (scheduled != inputs.has("schedule")) {
            return List.of(new Failure(
                    "schedule",
                    scheduled ? "A SCHEDULED trigger needs a schedule." : "Only a SCHEDULED trigger has a schedule."));
        }
        return List.of();
    }

    private static List<Failure> stream(ObjectNode inputs) {
        var onDemand =
                inputs.path("streamModeDetails").path("streamMode").asText().equals("ON_DEMAND");
        if (onDemand && inputs.has("shardCount")) {
            return List.of(new Failure("shardCount", "An ON_DEMAND stream chooses its own shardCount."));
        }
        return List.of();
    }
}
