package dev.twospeed.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a stack says about a delivery stream, checked against AWS's limits.
 *
 * @param sourceRoleArn with which the source is read
 * @param target where records go, after the processor if there is one
 * @param errors where records go that the processor could not take
 * @param backup where the records go as the source had them, if asked for
 * @param delimiter appended to each delivered record; empty if none
 */
record DeliveryConfig(
        String name,
        String arn,
        String sourceArn,
        String sourceRoleArn,
        Target target,
        S3Prefix errors,
        Optional<Processor> processor,
        Optional<Target> backup,
        String delimiter) {
    /** A place in S3 and when to write there. */
    record Target(
            String roleArn,
            String bucket,
            S3Prefix prefix,
            int bufferBytes,
            long bufferMillis,
            boolean gzip,
            String suffix) {}

    /** The transforming function and its buffering. */
    record Processor(String lambdaArn, int bufferBytes, long bufferMillis, int retries) {}

    static DeliveryConfig of(ObjectNode inputs, String name, String arn) {
        return new Reader(name).read(inputs, arn);
    }

    /** Reads the properties of one delivery stream and names it in each refusal. */
    private record Reader(String name) {
        DeliveryConfig read(ObjectNode inputs, String arn) {
            if (!inputs.path("destination").asText("").equals("extended_s3")) {
                throw refusal("destination must be extended_s3 on the embedded Firehose; found "
                        + inputs.path("destination"));
            }
            var source = inputs.path("kinesisSourceConfiguration")
                    .path("kinesisStreamArn")
                    .asText("");
            if (source.isEmpty()) {
                throw refusal("the embedded Firehose reads from Kinesis only: set kinesisSourceConfiguration");
            }
            var sourceRole =
                    inputs.path("kinesisSourceConfiguration").path("roleArn").asText("");
            var s3 = inputs.path("extendedS3Configuration");
            refuse(s3, "dataFormatConversionConfiguration");
            refuse(s3, "dynamicPartitioningConfiguration");
            var target = target(s3);
            var errors = S3Prefix.ofErrors(
                    name,
                    s3.path("prefix").asText(""),
                    s3.path("errorOutputPrefix").asText(""));
            Optional<Target> backup = s3.path("s3BackupMode").asText("Disabled").equals("Enabled")
                    ? Optional.of(target(s3.path("s3BackupConfiguration")))
                    : Optional.empty();
            var processing = s3.path("processingConfiguration");
            Optional<Processor> processor = Optional.empty();
            var delimiter = "";
            if (processing.path("enabled").asBoolean(false)) {
                for (var one : processing.path("processors")) {
                    switch (one.path("type").asText()) {
                        case "Lambda" -> processor = Optional.of(processor(one));
                        case "AppendDelimiterToRecord" ->
                            delimiter = parameter(one, "Delimiter", "\\n").replace("\\n", "\n");
                        default -> throw refusal("the embedded Firehose has no processor of type " + one.path("type"));
                    }
                }
            }
            return new DeliveryConfig(name, arn, source, sourceRole, target, errors, processor, backup, delimiter);
        }

        private void refuse(JsonNode s3, String feature) {
            if (s3.path(feature).path("enabled").asBoolean(!s3.path(feature).isMissingNode())) {
                throw refusal("the embedded Firehose has no " + feature);
            }
        }

        private Target target(JsonNode s3) {
            var bucketArn = s3.path("bucketArn").asText("");
            if (!bucketArn.startsWith("arn:aws:s3:::")) {
                throw refusal("bucketArn must be the ARN of a bucket; found '" + bucketArn + "'");
            }
            var role = s3.path("roleArn").asText("");
            if (!role.matches("arn:aws:iam::\\d{12}:role/.+")) {
                throw refusal("roleArn must be the ARN of a role; found '" + role + "'");
            }
            var size = number("bufferingSize", s3.path("bufferingSize").asText("5"), "1", "128");
            var seconds =
                    number("bufferingInterval", s3.path("bufferingInterval").asText("300"), "0", "900");
            var compression = s3.path("compressionFormat").asText("UNCOMPRESSED");
            if (!compression.equals("UNCOMPRESSED") && !compression.equals("GZIP")) {
                throw refusal(
                        "compressionFormat on the embedded Firehose is UNCOMPRESSED or GZIP; found " + compression);
            }
            var gzip = compression.equals("GZIP");
            var suffix = s3.path("fileExtension").asText(gzip ? ".gz" : "");
            return new Target(
                    role,
                    bucketArn.substring("arn:aws:s3:::".length()),
                    S3Prefix.ofRecords(name, s3.path("prefix").asText("")),
                    megabytes(size),
                    seconds.movePointRight(3).longValue(),
                    gzip,
                    suffix);
        }

        private Processor processor(JsonNode processor) {
            var lambda = parameter(processor, "LambdaArn", "");
            if (!lambda.startsWith("arn:aws:lambda:")) {
                throw refusal("the processor's LambdaArn must be the ARN of a function; found '" + lambda + "'");
            }
            var size = number("BufferSizeInMBs", parameter(processor, "BufferSizeInMBs", "1"), "0.2", "3");
            var seconds = number(
                    "BufferIntervalInSeconds", parameter(processor, "BufferIntervalInSeconds", "60"), "0", "900");
            var retries = number("NumberOfRetries", parameter(processor, "NumberOfRetries", "3"), "0", "300");
            return new Processor(
                    lambda, megabytes(size), seconds.movePointRight(3).longValue(), retries.intValue());
        }

        private static String parameter(JsonNode processor, String parameter, String absent) {
            for (var one : processor.path("parameters")) {
                if (one.path("parameterName").asText().equals(parameter)) {
                    return one.path("parameterValue").asText();
                }
            }
            return absent;
        }

        private BigDecimal number(String property, String text, String least, String most) {
            try {
                var number = new BigDecimal(text);
                if (number.compareTo(new BigDecimal(least)) >= 0 && number.compareTo(new BigDecimal(most)) <= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Refused below, with what was found.
            }
            throw refusal(property + " must be between " + least + " and " + most + "; found '" + text + "'");
        }

        private static int megabytes(BigDecimal number) {
            return number.multiply(BigDecimal.valueOf(1 << 20)).intValue();
        }

        private AwsError refusal(String why) {
            return new AwsError(400, "InvalidArgumentException", "Delivery stream " + name + ": " + why);
        }
    }
}
