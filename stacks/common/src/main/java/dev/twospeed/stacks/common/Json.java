package dev.twospeed.stacks.common;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;

/** JSON text for policies, event patterns and dashboards. */
public final class Json {
    // People read these in the console: & and < stay as they are.
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}

    /** Writes maps, lists, texts and numbers; maps keep their order. */
    public static String text(Object value) {
        return GSON.toJson(value);
    }

    /** The same JSON on one line. */
    public static String compact(String json) {
        return GSON.toJson(JsonParser.parseString(json));
    }
}
