package dev.twospeed.stacks.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small checkout with sources and the artifacts built from them. */
public final class TestCheckout {
    private TestCheckout() {}

    /** Makes one in an empty folder. */
    public static Checkout in(Path folder) {
        write(folder, "pom.xml", "<project/>");
        write(folder, "handlers/src/main/java/Handler.java", "class Handler {}");
        write(folder, "recommender/src/main/java/Ranking.java", "class Ranking {}");
        for (var schema : List.of("activity-event", "recommendation-record")) {
            write(
                    folder,
                    "recommender/src/main/resources/dev/twospeed/recommender/event/" + schema + ".schema.json",
                    "{\n  \"title\": \"" + schema + "\",\n  \"maximum\": 9223372036854775807\n}\n");
        }
        write(folder, "stacks/foundation/Pulumi.README.md", "# The foundation");
        write(folder, "sql/migrations/V1__start.sql", "select 1;");
        for (var script : List.of("etl", "training", "loading")) {
            write(folder, "glue/scripts/" + script + ".scala", "object GlueApp");
        }
        for (var zip : List.of("handlers", "seed")) {
            build(folder, "handlers/target/" + zip + ".zip", List.of("handlers", "recommender", "sql"));
        }
        build(folder, "glue/target/glue.jar", List.of("glue", "handlers", "recommender", "sql"));
        return new Checkout(folder);
    }

    /** Writes a file below the folder. */
    public static void write(Path folder, String path, String content) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an artifact that says it was built from the modules as they are now. */
    public static void build(Path folder, String path, List<String> modules) {
        try {
            var properties = folder.resolve(path + ".properties");
            Files.createDirectories(properties.getParent());
            SourceHash.main(new String[] {folder.toString(), properties.toString(), String.join(" ", modules)});
            try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(path)), StandardCharsets.UTF_8)) {
                zip.putNextEntry(new ZipEntry(SourceHash.ENTRY));
                zip.write(Files.readAllBytes(properties));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
