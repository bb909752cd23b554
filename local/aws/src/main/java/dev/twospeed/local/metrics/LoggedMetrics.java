package dev.twospeed.local.metrics;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The metrics that functions write into their logs: each line of a folder's {@code *.log} files is read once, when somebody asks
 * for metrics. So they outlive the embedded AWS as the logs do.
 */
public final class LoggedMetrics implements Consumer<Metrics> {
    /** CloudWatch takes lines up to this size. */
    private static final int LONGEST_LINE = 1 << 20;

    private final Path folder;
    private final Map<Path, Long> read = new HashMap<>();

    /** The logs below a folder, one folder a function; it may not be there yet. */
    public LoggedMetrics(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void accept(Metrics metrics) {
        for (var log : logs()) {
            try {
                read.put(log, continued(log, metrics));
            } catch (FileNotFoundException | NoSuchFileException e) {
                read.remove(log); // its function was deleted just now
            } catch (IOException e) {
                throw new UncheckedIOException("The log " + log + " could not be read for metrics", e);
            }
        }
    }

    private List<Path> logs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.find(
                folder,
                2,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(".log"))) {
            return files.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // a function is being deleted: the next question finds the others
        }
    }

    /** Reads the whole lines that were added; returns where they end. A file that became shorter was made anew. */
    private long continued(Path log, Metrics metrics) throws IOException {
        var from = read.getOrDefault(log, 0L);
        var size = Files.size(log);
        var position = size < from ? 0 : from;
        if (size == position) {
            return position;
        }
        try (var in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            in.skipNBytes(position);
            return position + lines(in, metrics);
        }
    }

    private static long lines(InputStream in, Metrics metrics) throws IOException {
        var line = new ByteArrayOutputStream();
        long bytes = 0;
        long ended = 0;
        for (var next = in.read(); next >= 0; next = in.read()) {
            bytes++;
            if (next == '\n') {
                ended = bytes;
                EmbeddedMetrics.extract(line.toString(StandardCharsets.UTF_8), metrics);
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return ended;
    }
}
