package dev.twospeed.local.firehose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.resource.AwsError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One invocation of the transforming function with a batch, and the check of its answer.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html">AWS: transform source data</a>
 */
final class Transformation {
    /** Of a request to a function and of its answer. */
    static final int MAX_PAYLOAD = 6 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = new JsonFactory();

    private final FunctionInvoker functions;
    private final DeliveryConfig config;
    private final DeliveryConfig.Processor processor;
    private final String region;
    private final Access access;

    Transformation(
            FunctionInvoker functions,
            DeliveryConfig config,
            DeliveryConfig.Processor processor,
            String region,
            Access access) {
        this.access = access;
        this.functions = functions;
        this.config = config;
        this.processor = processor;
        this.region = region;
    }

    /** An invocation that failed as a whole; it may be tried again. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Failure(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** About how many bytes a record takes in the request. */
    static int requestBytes(SourceRecord record) {
        return 480 + record.partitionKey().length() * 2 + (record.data().length + 2) / 3 * 4;
    }

    byte[] request(String shardId, List<SourceRecord> batch) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try (var out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("invocationId", UUID.randomUUID().toString());
            out.writeStringField("sourceKinesisStreamArn", config.sourceArn());
            out.writeStringField("deliveryStreamArn", config.arn());
            out.writeStringField("region", region);
            out.writeArrayFieldStart("records");
            for (var record : batch) {
                out.writeStartObject();
                out.writeStringField("recordId", record.recordId());
                out.writeNumberField(
                        "approximateArrivalTimestamp", record.arrival().toEpochMilli());
                out.writeBinaryField("data", record.data());
                out.writeObjectFieldStart("kinesisRecordMetadata");
                out.writeStringField("sequenceNumber", record.sequenceNumber());
                out.writeNumberField("subsequenceNumber", record.subsequence());
                out.writeStringField("partitionKey", record.partitionKey());
                out.writeStringField("shardId", shardId);
                out.writeNumberField(
                        "approximateArrivalTimestamp", record.arrival().toEpochMilli());
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A request in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    Transformed invoke(byte[] request, List<SourceRecord> batch) throws Failure {
        FunctionInvoker.Result result;
        try {
            access.check(config.target().roleArn(), "lambda:InvokeFunction", processor.lambdaArn());
            result = functions.invoke(processor.lambdaArn(), request);
        } catch (AwsError e) {
            throw new Failure(
                    switch (e.code()) {
                        case "ResourceNotFoundException" -> "Lambda.ResourceNotFound";
                        case "TooManyRequestsException" -> "Lambda.InvokeLimitExceeded";
                        case "AccessDeniedException" -> "Lambda.InvokeAccessDenied";
                        default -> "Lambda." + e.code();
                    },
                    String.valueOf(e.getMessage()));
        }
        if (result.functionError() != null) {
            throw new Failure("Lambda.FunctionError", functionError(result.payload()));
        }
        if (result.payload().length > MAX_PAYLOAD) {
            throw new Failure(
                    "Lambda.FunctionError",
                    "The answer of " + result.payload().length + " bytes exceeds the limit of " + MAX_PAYLOAD);
        }
        return check(result.payload(), batch);
    }

    private static String functionError(byte[] payload) {
        try {
            var error = JSON.readTree(payload);
            return "The Lambda function was successfully invoked but it returned an error result: "
                    + error.path("errorType").asText("") + " "
                    + error.path("errorMessage").asText("");
        } catch (IOException e) {
            return "The Lambda function was successfully invoked but it returned an error result.";
        }
    }

    private Transformed check(byte[] payload, List<SourceRecord> batch) throws Failure {
        Map<String, JsonNode> answers = new HashMap<>();
        JsonNode records;
        try {
            records = JSON.readTree(payload).path("records");
        } catch (IOException e) {
            throw unreadable(e.getMessage());
        }
        if (!records.isArray()) {
            throw unreadable("the answer has no list 'records'");
        }
        for (var answer : records) {
            var id = answer.path("recordId").asText("");
            if (answers.put(id, answer) != null) {
                throw new Failure(
                        "Lambda.DuplicatedRecordId", "Multiple records were returned with the same record ID: " + id);
            }
        }
        var delivered = new ArrayList<byte[]>();
        var failed = new ArrayList<byte[]>();
        for (var record : batch) {
            var answer = answers.remove(record.recordId());
            if (answer == null) {
                throw new Failure(
                        "Lambda.MissingRecordId",
                        "One or more record IDs were not returned, among them " + record.recordId());
            }
            switch (answer.path("result").asText("")) {
                case "Ok" -> delivered.add(data(answer));
                case "Dropped" -> {}
                case "ProcessingFailed" ->
                    failed.add(failure(
                            record, 1, "Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record"));
                default -> throw unreadable("result of " + record.recordId() + " is " + answer.path("result"));
            }
        }
        if (!answers.isEmpty()) {
            throw new Failure(
                    "Lambda.MissingRecordId",
                    "Record IDs were returned that were not sent: "
                            + answers.keySet().iterator().next());
        }
        return new Transformed(delivered, failed);
    }

    private static byte[] data(JsonNode answer) throws Failure {
        try {
            return Base64.getDecoder().decode(answer.path("data").asText(""));
        } catch (IllegalArgumentException e) {
            throw unreadable("data of " + answer.path("recordId") + " is no Base64");
        }
    }

    private static Failure unreadable(String why) {
        return new Failure(
                "Lambda.JsonProcessingException",
                "There was an error parsing returned records from the Lambda function: " + why);
    }

    /** The line in the error prefix for a record that was given up. */
    byte[] failure(SourceRecord record, int attempts, String code, String message) {
        var line = JSON.createObjectNode();
        line.put("attemptsMade", attempts);
        line.put("arrivalTimestamp", record.arrival().toEpochMilli());
        line.put("errorCode", code);
        line.put("errorMessage", message);
        line.put("attemptEndingTimestamp", System.currentTimeMillis());
        line.put("rawData", record.data());
        line.put("lambdaArn", processor.lambdaArn());
        try {
            var bytes = new ByteArrayOutputStream();
            JSON.writeValue(bytes, line);
            bytes.write('\n');
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("A line in memory cannot fail", e);
        }
    }
}
