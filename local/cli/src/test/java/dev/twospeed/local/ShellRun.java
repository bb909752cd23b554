package dev.twospeed.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a person typed into a shell, and what came of it.
 *
 * @param exit the shell's exit code
 * @param text standard output and standard error together
 */
public record ShellRun(int exit, String text) {
    /** Runs a script in a folder. */
    public static ShellRun of(Path folder, String script) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new ShellRun(process.waitFor(), text);
    }
}
