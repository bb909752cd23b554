package dev.twospeed.handlers.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void shouldBeOneLineOfJson_whenTheMessageHasLineBreaks() throws IOException {
        String line = WrittenLine.of(
                LogLine.warn("two\nlines")
                        .with(new IOException("a \"quoted\"\nmessage"))
                        .with("nothing", null),
                null);

        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("failure").asText()).isEqualTo("IOException: a \"quoted\"\nmessage");
        assertThat(json.has("nothing")).isFalse();
    }

    @Test
    void shouldCarryMetrics_whenRunAsAFunction() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(WrittenLine.of(LogLine.info("batch").count("records", 7), "transform"));

        assertThat(json.get("records").asInt()).isEqualTo(7);
        assertThat(json.get("FunctionName").asText()).isEqualTo("transform");
        assertThat(json.get("_aws")).isEqualTo(new ObjectMapper().readTree("""
                        {"Timestamp": 1795000000000, "CloudWatchMetrics": [{"Namespace": "twospeed",
                         "Dimensions": [["FunctionName"]], "Metrics": [{"Name": "records", "Unit": "Count"}]}]}"""));
    }

    @Test
    void shouldCarryNoMetrics_whenThereIsNoFunction() {
        assertThat(WrittenLine.of(LogLine.info("batch").count("records", 7), null))
                .isEqualToIgnoringNewLines("{\"level\":\"INFO\",\"message\":\"batch\",\"records\":7}");
    }
}
