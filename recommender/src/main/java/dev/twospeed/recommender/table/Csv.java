package dev.twospeed.recommender.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as in RFC 4180, with a line feed at the end of each row. */
public final class Csv {
    private Csv() {}

    /** One row as text with its line feed. */
    public static String row(String... fields) {
        StringBuilder row = new StringBuilder();
        for (String field : fields) {
            row.append(row.isEmpty() ? "" : ",").append(quoted(field));
        }
        return row.append('\n').toString();
    }

    /** The next row, null at the end. A quoted field may span lines. */
    public static @Nullable List<String> read(Reader in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        while (next >= 0 && (quoted || next != '\n')) {
            if (next == '"') {
                // A doubled quote closes and opens again; what is between is nothing but the quote itself.
                quoted = !quoted;
                in.mark(1);
                if (!quoted && in.read() == '"') {
                    field.append('"');
                    quoted = true;
                } else if (!quoted) {
                    in.reset();
                }
            } else if (next == ',' && !quoted) {
                row.add(field.toString());
                field.setLength(0);
            } else {
                field.append((char) next);
            }
            next = in.read();
        }
        row.add(field.toString());
        return row;
    }

    private static String quoted(String field) {
        // An empty field is quoted so that a row of one empty field is no empty line.
        boolean plain =
                !field.isEmpty() && field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
