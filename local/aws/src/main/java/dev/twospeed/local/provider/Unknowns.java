package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/** Values that a preview cannot know yet travel as these texts, one for each kind of value. */
final class Unknowns {
    static final String STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static final Set<String> ALL = Set.of(
            STRING,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
            "030794c1-ac77-496b-92df-f27374a8bd58", // asset
            "e48ece36-62e2-4504-bad9-02848725956a", // archive
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"); // object

    private Unknowns() {}

    static TextNode node() {
        return JsonNodeFactory.instance.textNode(STRING);
    }

    static boolean isUnknown(JsonNode node) {
        return node.isTextual() && ALL.contains(node.textValue());
    }

    /** Whether the value or anything inside it is unknown. */
    static boolean within(JsonNode node) {
        if (isUnknown(node)) {
            return true;
        }
        for (var child : node) {
            if (within(child)) {
                return true;
            }
        }
        return false;
    }
}
