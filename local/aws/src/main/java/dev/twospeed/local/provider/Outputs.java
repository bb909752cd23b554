package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Computes what a stack program sees of a resource: its inputs, AWS's defaults and what AWS makes up. */
final class Outputs {
    private static final String ID = "id";

    private final Generated generated;

    Outputs(Generated generated) {
        this.generated = generated;
    }

    /** Outputs of a new resource, its id among them. */
    ObjectNode create(ResourceType type, ObjectNode inputs, ObjectNode defaultTags) {
        var outputs = known(type, inputs, defaultTags);
        fill(type, outputs); // what the id may refer to
        var id = type.id().fill(outputs, generated);
        if (!id.isTextual() || id.textValue().isEmpty()) {
            throw new IllegalStateException("The id of " + type.token() + " refers to a property that has no value: "
                    + type.id().references() + " in " + outputs.properties());
        }
        outputs.set(ID, id);
        fill(type, outputs); // what refers to the id
        return outputs;
    }

    /** Outputs of a resource that a preview would create. */
    ObjectNode previewCreate(ResourceType type, ObjectNode inputs, ObjectNode defaultTags) {
        var outputs = known(type, inputs, defaultTags);
        type.outputs().keySet().forEach(name -> outputs.putIfAbsent(name, Unknowns.node()));
        outputs.set(ID, Unknowns.node());
        return outputs;
    }

    /** Outputs of a resource after a change in place; what AWS made up stays unless the change makes it anew. */
    ObjectNode update(
            ResourceType type, ObjectNode before, ObjectNode inputs, Set<String> anew, ObjectNode defaultTags) {
        var outputs = keep(type, before, inputs, anew, defaultTags);
        fill(type, outputs);
        return outputs;
    }

    /** Outputs that a preview of a change in place can know. */
    ObjectNode previewUpdate(
            ResourceType type, ObjectNode before, ObjectNode inputs, Set<String> anew, ObjectNode defaultTags) {
        var outputs = keep(type, before, inputs, anew, defaultTags);
        anew.forEach(name -> outputs.putIfAbsent(name, Unknowns.node()));
        return outputs;
    }

    private ObjectNode keep(
            ResourceType type, ObjectNode before, ObjectNode inputs, Set<String> anew, ObjectNode defaultTags) {
        var outputs = known(type, inputs, defaultTags);
        outputs.set(ID, before.path(ID));
        for (var name : type.outputs().keySet()) {
            if (before.has(name) && !anew.contains(name)) {
                outputs.putIfAbsent(name, before.path(name));
            }
        }
        return outputs;
    }

    private static ObjectNode known(ResourceType type, ObjectNode inputs, ObjectNode defaultTags) {
        var outputs = JsonNodeFactory.instance.objectNode();
        inputs.properties().forEach(field -> {
            if (!field.getKey().startsWith("__")) {
                outputs.set(field.getKey(), field.getValue());
            }
        });
        type.defaults().properties().forEach(field -> outputs.putIfAbsent(field.getKey(), field.getValue()));
        if (type.tagged()) {
            var tags = inputs.path("tags");
            if (Unknowns.isUnknown(tags)) {
                outputs.set("tagsAll", tags);
            } else {
                outputs.set("tagsAll", union(defaultTags, tags));
            }
        }
        return outputs;
    }

    private static ObjectNode union(ObjectNode under, JsonNode over) {
        var union = under.deepCopy();
        over.properties().forEach(field -> union.set(field.getKey(), field.getValue()));
        return union;
    }

    private void fill(ResourceType type, ObjectNode outputs) {
        type.outputs().forEach((name, template) -> {
            if (!outputs.has(name)) {
                var value = template.fill(outputs, generated);
                if (!value.isMissingNode()) {
                    outputs.set(name, value);
                }
            }
        });
    }
}
