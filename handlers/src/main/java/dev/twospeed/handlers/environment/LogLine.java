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
 * One structured line of a function's log: a JSON object with {@code level}, {@code message} and fields. Fields carry counts, names and
 * versions, never what an event said: events are personal data.
 */
public final class LogLine {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();

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

    /** Writes the line to the function's log. */
    public void write() {
        write(System.out);
    }

    /** Writes the line as one call, so that lines of several threads never mix. */
    public void write(PrintStream out) {
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
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        out.println(line);
    }
}
