package dev.twospeed.benchmarks.stand;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A measured process and the line to it. */
public final class Function implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final Path log;

    private Function(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        read("ready");
    }

    static Function start(List<String> command, Map<String, String> variables, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(variables);
        return new Function(builder.start(), log);
    }

    /** Calls it again and again for this long. */
    public Measured closed(int size, long milliseconds) throws IOException {
        return measured("closed " + size + " " + milliseconds);
    }

    /** Calls it at fixed times for this long, whether it keeps up or not. */
    public Measured open(int perSecond, long milliseconds) throws IOException {
        return measured("open " + perSecond + " " + milliseconds);
    }

    /** As {@link #closed}, with each answer looked at: it fails at the first that makes no sense or mixes models. */
    public Measured checked(int size, long milliseconds) throws IOException {
        return measured("checked " + size + " " + milliseconds);
    }

    /** Calls it once, as it is. */
    public Measured first(int size) throws IOException {
        return measured("first " + size + " 0");
    }

    /** Has it do what a function does around a snapshot; measured is what it does after the restore. */
    public Measured prime() throws IOException {
        return measured("prime 0 0");
    }

    private Measured measured(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String[] numbers = read("measured");
        return new Measured(
                Long.parseLong(numbers[1]),
                Double.parseDouble(numbers[2]),
                Double.parseDouble(numbers[3]),
                Double.parseDouble(numbers[4]),
                Double.parseDouble(numbers[5]));
    }

    private String[] read(String expected) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.split(" ", 2)[0].equals(expected)) {
            throw new IOException("a measured function ended with: " + lastLines());
        }
        return line.split(" ", -1);
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return lines.isEmpty() ? "no message" : String.join("\n", lines.subList(0, Math.min(8, lines.size())));
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
