package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Documents on disk, each written as a whole or not at all. */
final class JsonFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private JsonFile() {}

    static void write(Path file, ObjectNode document) {
        try {
            Files.createDirectories(file.getParent());
            var temporary = Files.createTempFile(file.getParent(), "writing", ".tmp");
            Files.write(temporary, MAPPER.writeValueAsBytes(document));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded Glue could not write " + file, e);
        }
    }

    /** All documents in a folder, by file name; none if it does not exist. */
    static List<ObjectNode> readAll(Path folder) {
        var documents = new ArrayList<ObjectNode>();
        if (!Files.isDirectory(folder)) {
            return documents;
        }
        try (var files = Files.list(folder)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                documents.add((ObjectNode) MAPPER.readTree(file.toFile()));
            }
            return documents;
        } catch (IOException | ClassCastException e) {
            throw new IllegalStateException(
                    "The embedded Glue could not read its state in " + folder + ": " + e.getMessage()
                            + "; remove the file that is damaged",
                    e);
        }
    }
}
