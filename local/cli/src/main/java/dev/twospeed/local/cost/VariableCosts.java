package dev.twospeed.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a million events and one run of a job cost. */
final class VariableCosts {
    private static final double MILLION = 1e6;
    private static final double GIGABYTE = 1e9;
    private static final double MEGABYTE = 1e6;
    private static final int FIREHOSE_BYTES = 5000;
    private static final double PAYLOAD_UNIT_BYTES = 25_000;
    private static final double LARGEST_RETENTION_HOURS = 168;
    private static final Map<String, Integer> DPUS = Map.of("G.1X", 1, "G.2X", 2, "G.4X", 4, "G.8X", 8);

    private final Usage usage;

    VariableCosts(Usage usage) {
        this.usage = usage;
    }

    /** Lines for a million events that go through a stack. */
    void events(StackExport stack, Bill bill) {
        var megabytesPerCall = processorMegabytes(stack);
        for (var resource : stack.resources()) {
            switch (resource.type()) {
                case "aws:kinesis/stream:Stream" -> stream(bill, resource);
                case "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream" -> delivery(bill, resource);
                case "aws:lambda/function:Function" -> {
                    if (resource.name().equals("transform")) {
                        transform(bill, resource, megabytesPerCall);
                    }
                }
                default -> {
                    // Nothing that an event costs.
                }
            }
        }
    }

    private void stream(Bill bill, StackExport.Deployed stream) {
        var in = stream.inputs();
        if (in.path("streamModeDetails")
                .path("streamMode")
                .asText("PROVISIONED")
                .equals("ON_DEMAND")) {
            var gigabytes = MILLION * usage.eventBytes() / GIGABYTE;
            bill.add(stream, "events in", "kinesis.on-demand.in", gigabytes);
            bill.add(stream, "events out to Firehose", "kinesis.on-demand.out", gigabytes);
            var hours = Math.min(in.path("retentionPeriod").asDouble(24), LARGEST_RETENTION_HOURS);
            if (hours > 24) {
                bill.add(
                        stream,
                        "retention beyond a day",
                        "kinesis.on-demand.retention-to-7-days",
                        gigabytes * (hours - 24) / FixedCosts.HOURS);
            }
            return;
        }
        bill.add(stream, "events put", "kinesis.put", Math.ceil(usage.eventBytes() / PAYLOAD_UNIT_BYTES));
    }

    private void delivery(Bill bill, StackExport.Deployed delivery) {
        var rounded = Math.ceil((double) usage.eventBytes() / FIREHOSE_BYTES) * FIREHOSE_BYTES;
        bill.add(delivery, "events delivered", "firehose.ingestion", MILLION * rounded / GIGABYTE);
        var buffer = delivery.inputs()
                        .path("extendedS3Configuration")
                        .path("bufferingSize")
                        .asDouble(5)
                * MEGABYTE;
        // The answers, and the events themselves as a backup, in objects as large as the buffer.
        var objects = MILLION * (usage.answerBytes() + usage.eventBytes()) / buffer;
        bill.add(delivery, "objects written, at the least", "s3.put", objects / 1000);
    }

    private void transform(Bill bill, StackExport.Deployed function, double megabytesPerCall) {
        var calls = MILLION * usage.eventBytes() / (megabytesPerCall * MEGABYTE);
        var gigabytes = function.inputs().path("memorySize").asDouble(128) / 1024;
        bill.add(function, "calls", "lambda.request", calls / MILLION);
        bill.add(function, "duration", "lambda.duration.arm64", gigabytes * MILLION * usage.millisPerEvent() / 1000);
        bill.add(function, "logs", "cloudwatch.logs.ingestion", calls * usage.logBytesPerCall() / GIGABYTE);
    }

    private static double processorMegabytes(StackExport stack) {
        return stack.resources().stream()
                .filter(resource -> resource.type().equals("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"))
                .flatMap(delivery -> children(delivery.inputs()
                        .path("extendedS3Configuration")
                        .path("processingConfiguration")
                        .path("processors")))
                .flatMap(processor -> children(processor.path("parameters")))
                .filter(parameter -> parameter.path("parameterName").asText().equals("BufferSizeInMBs"))
                .mapToDouble(parameter -> parameter.path("parameterValue").asDouble(1))
                .findFirst()
                // Firehose's default, which the stack leaves out.
                .orElse(1);
    }

    /** Lines for one run of each Glue job of a stack. */
    void runs(StackExport stack, Bill bill) {
        for (var job : stack.resources()) {
            if (job.type().equals("aws:glue/job:Job")) {
                run(bill, job);
            }
        }
    }

    private void run(Bill bill, StackExport.Deployed job) {
        var worker = job.inputs().path("workerType").asText();
        var dpus = DPUS.get(worker);
        if (dpus == null) {
            bill.notPriced(job, "the worker type '" + worker + "' has no known number of DPUs");
            return;
        }
        var workers = job.inputs().path("numberOfWorkers").asInt();
        var minutes = job.name().startsWith("training") ? usage.trainingMinutes() : usage.etlMinutes();
        var flex = job.inputs().path("executionClass").asText().equals("FLEX");
        bill.add(
                job,
                "run of %s min on %d × %s%s".formatted(plain(minutes), workers, worker, flex ? ", Flex" : ""),
                flex ? "glue.dpu.flex" : "glue.dpu",
                dpus * workers * minutes / 60);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
