package dev.twospeed.handlers.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The file {@code active.json} beside the models: {@code {"version": "…"}}, for training's gate and for days without a database. */
public final class ActiveJson {
    /** Its name. */
    public static final String NAME = "active.json";

    private static final String VERSION = "version";
    private static final JsonFactory JSON = new JsonFactory();

    private ActiveJson() {}

    /** The file's content for an active version. */
    public static byte[] of(String version) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(content)) {
            json.writeStartObject();
            json.writeStringField(VERSION, version);
            json.writeEndObject();
        }
        return content.toByteArray();
    }

    /**
     * The version in the file's content.
     *
     * @throws IOException if the content is something else
     */
    public static String version(byte[] content, String location) throws IOException {
        try (JsonParser json = JSON.createParser(content)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken() == JsonToken.VALUE_STRING && name.equals(VERSION)) {
                        return json.getText();
                    }
                    json.skipChildren();
                }
            }
        }
        throw new IOException("Reading " + location + ": there is no text \"" + VERSION
                + "\" in it. Run the loader's reconcile, which writes it anew.");
    }
}
