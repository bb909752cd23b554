package dev.twospeed.handlers.environment;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a log line looks like in the log. */
public final class WrittenLine {
    private WrittenLine() {}

    /** The line as a function of this name writes it; null for none. */
    public static String of(LogLine line, @Nullable String function) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line.write(new PrintStream(out, true, StandardCharsets.UTF_8), function, 1_795_000_000_000L);
        return out.toString(StandardCharsets.UTF_8);
    }
}
