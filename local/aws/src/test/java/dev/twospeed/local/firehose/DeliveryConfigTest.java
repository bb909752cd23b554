package dev.twospeed.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigTest {
    private static final Instant TIME = Instant.parse("2026-11-24T02:03:04Z");

    @Test
    void shouldTakeAwsDefaults_whenNothingIsSaid() {
        var inputs = Streaming.config();
        var s3 = (ObjectNode) inputs.path("extendedS3Configuration");
        s3.remove("bufferingSize");
        s3.remove("bufferingInterval");
        var parameters = s3.at("/processingConfiguration/processors/0/parameters");
        for (int i = parameters.size() - 1; i > 0; i--) {
            ((ArrayNode) parameters).remove(i);
        }

        var config = DeliveryConfig.of(inputs, "d", "arn");

        assertThat(config.target().bufferBytes()).isEqualTo(5 << 20);
        assertThat(config.target().bufferMillis()).isEqualTo(300_000);
        assertThat(config.processor()).hasValueSatisfying(processor -> {
            assertThat(processor.bufferBytes()).isEqualTo(1 << 20);
            assertThat(processor.bufferMillis()).isEqualTo(60_000);
            assertThat(processor.retries()).isEqualTo(3);
        });
        assertThat(config.backup()).isEmpty();
    }

    @Test
    void shouldRefuse_whatAwsRefuses() {
        refused("bufferingSize", s3Config -> s3Config.put("bufferingSize", 129));
        refused("bufferingInterval", s3Config -> s3Config.put("bufferingInterval", 901));
        refused("roleArn", s3Config -> s3Config.put("roleArn", "me"));
        refused("bucketArn", s3Config -> s3Config.put("bucketArn", "lake"));
        refused("compressionFormat", s3Config -> s3Config.put("compressionFormat", "RAR"));
        refused("BufferSizeInMBs", s3Config -> parameter(s3Config, "BufferSizeInMBs", "0.1"));
        refused("BufferIntervalInSeconds", s3Config -> parameter(s3Config, "BufferIntervalInSeconds", "soon"));
        refused("NumberOfRetries", s3Config -> parameter(s3Config, "NumberOfRetries", "301"));
        refused("LambdaArn", s3Config -> parameter(s3Config, "LambdaArn", "transform"));
        refused("ErrorOutputPrefix", s3Config -> s3Config.put("errorOutputPrefix", "e/!{timestamp:yyyy}/"));
        refused("date pattern", s3Config -> s3Config.put("prefix", "out/!{timestamp:bbbb}/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "out/                       | out/2026/11/24/02/",
                "none                       | 2026/11/24/02/",
                "out/!{timestamp:yyyy-MM}/x | out/2026-11/x",
                "date=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/ | date=2026-11-24/hour=02/"
            })
    void shouldEvaluatePrefix_inUtc(String prefix, String evaluated) {
        assertThat(S3Prefix.ofRecords("d", prefix == null ? "" : prefix).evaluate("d", TIME, ""))
                .isEqualTo(evaluated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "out/ | ''   | out/processing-failed/2026/11/24/02/",
                "out/ | bad/ | bad/processing-failed/2026/11/24/02/",
                "out/ | bad/!{firehose:error-output-type}/!{timestamp:yyyy}/ | bad/processing-failed/2026/"
            })
    void shouldEvaluateErrorPrefix(String prefix, String errorPrefix, String evaluated) {
        assertThat(S3Prefix.ofErrors("d", prefix, errorPrefix).evaluate("d", TIME, "processing-failed"))
                .isEqualTo(evaluated);
    }

    private static void refused(String word, Consumer<ObjectNode> change) {
        var config = Streaming.config();
        change.accept((ObjectNode) config.path("extendedS3Configuration"));
        assertThatThrownBy(() -> DeliveryConfig.of(config, "d", "arn"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(word);
    }

    private static void parameter(ObjectNode s3Config, String name, String value) {
        for (var parameter : s3Config.at("/processingConfiguration/processors/0/parameters")) {
            if (parameter.path("parameterName").asText().equals(name)) {
                ((ObjectNode) parameter).put("parameterValue", value);
            }
        }
    }
}
