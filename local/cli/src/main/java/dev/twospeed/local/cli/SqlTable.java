package dev.twospeed.local.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a question to the database was answered with. */
record SqlTable(List<Column> columns, List<List<@Nullable String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final JsonFactory JSON = new JsonFactory();

    /** A column; its type is number, boolean or text. */
    record Column(String name, String type) {}

    /** Reads the loader's answer. */
    static SqlTable of(JsonNode answer) {
        var columns = new ArrayList<Column>();
        for (var column : answer.path("columns")) {
            columns.add(
                    new Column(column.path("name").asText(), column.path("type").asText()));
        }
        var rows = new ArrayList<List<@Nullable String>>();
        for (var found : answer.path("rows")) {
            var row = new ArrayList<@Nullable String>();
            found.forEach(value -> row.add(value.isNull() ? null : value.asText()));
            rows.add(row);
        }
        return new SqlTable(columns, rows);
    }

    /** Prints it as a table: numbers to the right, null as nothing. */
    void print(PrintWriter out) {
        if (columns.isEmpty()) {
            return;
        }
        var widths = new int[columns.size()];
        var lines = new ArrayList<List<String>>();
        lines.add(columns.stream().map(Column::name).toList());
        for (var row : rows) {
            lines.add(row.stream().map(SqlTable::onOneLine).toList());
        }
        for (var line : lines) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line.get(i)));
            }
        }
        for (var line : lines) {
            print(line, widths, out);
            if (line == lines.get(0)) {
                print(columns.stream().map(column -> "").toList(), widths, '-', out);
            }
        }
    }

    private void print(List<String> line, int[] widths, PrintWriter out) {
        print(line, widths, ' ', out);
    }

    private void print(List<String> line, int[] widths, char filler, PrintWriter out) {
        var text = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var padding = String.valueOf(filler).repeat(widths[i] - length(line.get(i)));
            text.append(i == 0 ? "" : "  ");
            text.append(columns.get(i).type().equals("number") ? padding + line.get(i) : line.get(i) + padding);
        }
        out.println(text.toString().stripTrailing());
    }

    private static String onOneLine(@Nullable String value) {
        return value == null
                ? ""
                : value.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Prints a JSON object a row. */
    void printJson(PrintWriter out) throws IOException {
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new UserError("Two columns are named '" + column.name() + "': give one another name with `as`");
            }
        }
        for (var row : rows) {
            var line = new StringWriter();
            try (var json = JSON.createGenerator(line)) {
                json.writeStartObject();
                for (var i = 0; i < columns.size(); i++) {
                    json.writeFieldName(columns.get(i).name());
                    write(json, columns.get(i).type(), row.get(i));
                }
                json.writeEndObject();
            }
            out.println(line);
        }
    }

    private static void write(JsonGenerator json, String type, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (type.equals("boolean")) {
            json.writeBoolean(value.startsWith("t"));
        } else if (type.equals("number") && NUMBER.matcher(value).matches()) {
            json.writeNumber(value);
        } else {
            json.writeString(value); // also NaN and Infinity, which JSON has no numbers for
        }
    }
}
