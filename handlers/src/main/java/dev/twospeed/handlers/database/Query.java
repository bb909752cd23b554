package dev.twospeed.handlers.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The queries of module {@code sql}, by the name of their file. */
public final class Query {
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\\R");

    private Query() {}

    /** The text of a query without its leading comments. */
    public static String named(String name) {
        String resource = "/db/queries/" + name + ".sql";
        try (InputStream in = Query.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The query " + resource + " is not on the class path; build the handlers with mvn package.");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return COMMENT.matcher(text).replaceAll("").strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the query " + resource + " from the class path failed.", e);
        }
    }
}
