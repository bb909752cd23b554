package dev.twospeed.recommender.table;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file row by row: RFC 4180 with a header, UTF-8, gzipped or not. Columns are found by name and may stand in
 * any order; columns that nobody asks for and empty lines are ignored.
 */
public final class CsvTable implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final String file;
    private final LineNumberReader in;
    private final List<String> header;
    private List<String> row = List.of();
    private long number = 1;
    private long line = 1;
    private long lines = 1;

    private CsvTable(String file, LineNumberReader in) throws IOException {
        this.file = file;
        this.in = in;
        List<String> first = read();
        if (first == null) {
            throw new InvalidTable(file, "is empty: its first line should name the columns");
        }
        this.header = withoutByteOrderMark(first).stream().map(String::strip).toList();
        if (new HashSet<>(header).size() < header.size()) {
            throw new InvalidTable(file, "has a column twice: " + String.join(",", header));
        }
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws InvalidTable if there is no such file, or it is empty or not UTF-8
     */
    public static CsvTable open(Path file) throws IOException {
        InputStream raw;
        try {
            raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (NoSuchFileException e) {
            throw new InvalidTable(file.toString(), "does not exist: give the path of a CSV file");
        }
        try {
            var decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            return new CsvTable(
                    file.toString(), new LineNumberReader(new InputStreamReader(unzipped(raw), decoder), BUFFER));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The place of a column that has to be there.
     *
     * @throws InvalidTable if there is none of this name
     */
    public int column(String name) throws InvalidTable {
        int place = header.indexOf(name);
        if (place < 0) {
            throw new InvalidTable(
                    file, "has no column '" + name + "': its header is '" + String.join(",", header) + "'");
        }
        return place;
    }

    /** The place of a column, -1 if there is none of this name. */
    public int optionalColumn(String name) {
        return header.indexOf(name);
    }

    /**
     * Goes on to the next row.
     *
     * @return false at the end
     * @throws InvalidTable if the row has more or fewer fields than the header, or the text is not UTF-8
     */
    public boolean next() throws IOException {
        if (!advance()) {
            return false;
        }
        if (!isWhole()) {
            throw invalid("has " + row.size() + " fields where the header has " + header.size()
                    + ": quote fields that hold commas");
        }
        return true;
    }

    /**
     * Goes on to the next row, however many fields it has.
     *
     * @return false at the end
     * @throws InvalidTable if the text is not UTF-8
     */
    public boolean advance() throws IOException {
        List<String> next;
        do {
            line = in.getLineNumber() + 1L;
            next = read();
            number++;
        } while (next != null && next.size() == 1 && next.get(0).isBlank() && header.size() > 1);
        if (next == null) {
            return false;
        }
        lines = Math.max(1, in.getLineNumber() + 1L - line);
        row = next;
        return true;
    }

    /** Whether the present row has as many fields as the header; only then they can be asked for. */
    public boolean isWhole() {
        return row.size() == header.size();
    }

    /** The line of the file on which the present row begins; the header's is 1. */
    public long line() {
        return line;
    }

    /** How many lines of the file the present row takes, 1 or more: a quoted field may span lines. */
    public long lines() {
        return lines;
    }

    /** The present row's text in a column, stripped; empty for place -1. */
    public String text(int column) {
        return column < 0 ? "" : row.get(column).strip();
    }

    /** A fault in the present row. */
    public InvalidTable invalid(String problem) {
        return new InvalidTable(file, number, problem);
    }

    /** The file as it was given. */
    public String file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable List<String> read() throws IOException {
        try {
            return Csv.read(in);
        } catch (CharacterCodingException e) {
            throw new InvalidTable(file, "is not UTF-8 text (near row " + number + "): convert it first");
        }
    }

    private static List<String> withoutByteOrderMark(List<String> header) {
        if (!header.get(0).startsWith("\uFEFF")) {
            return header;
        }
        var names = new ArrayList<>(header);
        names.set(0, names.get(0).substring(1));
        return names;
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        raw.mark(2);
        int magic = raw.read() | raw.read() << 8;
        raw.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(raw, BUFFER) : raw;
    }
}
