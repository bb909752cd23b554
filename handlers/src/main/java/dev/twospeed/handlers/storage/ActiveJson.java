package dev.twospeed.handlers.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;

/** The file {@code active.json} beside the models: {@code {"version": "…"}}, for training's gate and for days without a database. */
public final class ActiveJson {
    /** Its name. */
    public static final String NAME = "active.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ActiveJson() {}

    /** The file's content for an active version. */
    public static byte[] of(String version) throws IOException {
        return JSON.writeValueAsBytes(JsonNodeFactory.instance.objectNode().put("version", version));
    }

    /**
     * The version in the file's content.
     *
     * @throws IOException if the content is something else
     */
    public static String version(byte[] content, String location) throws IOException {
        JsonNode version = JSON.readTree(content).path("version");
        if (!version.isTextual()) {
            throw new IOException("Reading " + location
                    + ": there is no text \"version\" in it. Run the loader's reconcile, which writes it anew.");
        }
        return version.textValue();
    }
}
