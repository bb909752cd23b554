package dev.twospeed.handlers.environment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One structured line of a function's log: a JSON object with {@code level}, {@code message}, fields and metrics. Fields carry counts, names
 * and versions, never what an event said: events are personal data.
 *
 * <p>Metrics are in CloudWatch's embedded metric format, in the namespace {@code twospeed} by function name: CloudWatch takes them from the
 * log, so that counting costs no call.
 */
public final class LogLine {
    private static final String NAMESPACE = "twospeed";
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, String> metricUnits = new LinkedHashMap<>();

    private LogLine(String level, String message) {
        fields.put("level", level);
        fields.put("message", message);
    }

    /** A line about what went as planned. */
    public static LogLine info(String message) {
        return new LogLine("INFO", message);
    }

    /** A line about what was survived. */
    public static LogLine warn(String message) {
        return new LogLine("WARN", message);
    }

    /** Adds a field; null is left out. */
    public LogLine with(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /** Adds what a failure was: its type and message, and those of its causes, without stack traces. */
    public LogLine with(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            text.append(text.isEmpty() ? "" : " <- ").append(t.getClass().getSimpleName());
            text.append(": ").append(t.getMessage());
        }
        return with("failure", text.toString());
    }

    /** Adds a number of things that CloudWatch adds up. */
    public LogLine count(String name, long value) {
        metricUnits.put(name, "Count");
        return with(name, value);
    }

    /** Adds a number in a unit that CloudWatch does not know, so its name says which. */
    public LogLine measure(String name, double value) {
        metricUnits.put(name, "None");
        return with(name, value);
    }

    /** Adds a duration since a {@link System#nanoTime}, of which CloudWatch keeps the distribution. */
    public LogLine millisecondsSince(String name, long startNanos) {
        return milliseconds(name, System.nanoTime() - startNanos);
    }

    /** Adds a duration in nanoseconds as milliseconds, of which CloudWatch keeps the distribution. */
    public LogLine milliseconds(String name, long nanos) {
        metricUnits.put(name, "Milliseconds");
        return with(name, nanos / 1_000_000);
    }

    /** Writes the line to the function's log. */
    public void write() {
        write(System.out, System.getenv("AWS_LAMBDA_FUNCTION_NAME"), System.currentTimeMillis());
    }

    /** Writes the line as one call, so that lines of several threads never mix; without a function's name there are no metrics. */
    public void write(PrintStream out, @Nullable String function, long now) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                if (field.getValue() instanceof Number number) {
                    json.writeNumber(number.toString());
                } else if (field.getValue() instanceof Boolean flag) {
                    json.writeBoolean(flag);
                } else {
                    json.writeString(field.getValue().toString());
                }
            }
            if (function != null && !metricUnits.isEmpty()) {
                json.writeStringField("FunctionName", function);
                writeMetrics(json, now);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        out.println(line);
    }

    private void writeMetrics(JsonGenerator json, long now) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", now);
        json.writeArrayFieldStart("CloudWatchMetrics");
        json.writeStartObject();
        json.writeStringField("Namespace", NAMESPACE);
        json.writeArrayFieldStart("Dimensions");
        json.writeStartArray();
        json.writeString("FunctionName");
        json.writeEndArray();
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (Map.Entry<String, String> metric : metricUnits.entrySet()) {
            json.writeStartObject();
            json.writeStringField("Name", metric.getKey());
            json.writeStringField("Unit", metric.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }
}
