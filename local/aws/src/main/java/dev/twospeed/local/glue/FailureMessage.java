package dev.twospeed.local.glue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What Glue shows of a failed run: the exception with which the job ended. */
final class FailureMessage {
    private static final Pattern UNCAUGHT = Pattern.compile("Exception in thread \"main\" (.*)");

    private FailureMessage() {}

    /** Reads it from the error log of a JVM that ended with an exit code. */
    static String of(Path errors, int exitCode) {
        var last = "";
        try {
            for (var line : new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                var uncaught = UNCAUGHT.matcher(line);
                if (uncaught.matches()) {
                    return "Exception in User Class: " + uncaught.group(1);
                }
                if (!line.isBlank()) {
                    last = line.strip();
                }
            }
        } catch (IOException e) {
            last = "its log " + errors + " cannot be read";
        }
        return "The job's JVM ended with exit code " + exitCode + ". " + last;
    }
}
