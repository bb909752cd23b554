package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;

/**
 * Turns the engine's property structures into JSON trees and back.
 *
 * <p>Secrets, assets and archives stay the special objects they are on the wire; {@link Secrets} unwraps the former. A
 * property without a value is left out, and whole numbers come as the integer nodes that Jackson's parser would give,
 * so that trees from the engine and from disk compare as equal.
 */
final class PropertyCodec {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final double EXACT = 9_007_199_254_740_992.0; // 2^53

    private PropertyCodec() {}

    static ObjectNode decode(Struct struct) {
        var object = JSON.objectNode();
        struct.getFieldsMap().forEach((name, value) -> {
            if (!value.hasNullValue()) {
                object.set(name, decode(value));
            }
        });
        return object;
    }

    static Struct encode(ObjectNode object) {
        var struct = Struct.newBuilder();
        for (var field : object.properties()) {
            struct.putFields(field.getKey(), encode(field.getValue()));
        }
        return struct.build();
    }

    private static JsonNode decode(Value value) {
        return switch (value.getKindCase()) {
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> JSON.textNode(value.getStringValue());
            case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
            case STRUCT_VALUE -> decode(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue());
            case NULL_VALUE, KIND_NOT_SET -> JSON.nullNode();
        };
    }

    private static ArrayNode list(ListValue list) {
        var array = JSON.arrayNode();
        list.getValuesList().forEach(element -> array.add(decode(element)));
        return array;
    }

    private static JsonNode number(double value) {
        if (value != Math.rint(value) || Math.abs(value) > EXACT) {
            return DoubleNode.valueOf(value);
        }
        var whole = (long) value;
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    }

    private static Value encode(JsonNode node) {
        var value = Value.newBuilder();
        switch (node.getNodeType()) {
            case OBJECT -> value.setStructValue(encode((ObjectNode) node));
            case ARRAY -> {
                var list = ListValue.newBuilder();
                node.forEach(element -> list.addValues(encode(element)));
                value.setListValue(list);
            }
            case NUMBER -> value.setNumberValue(node.doubleValue());
            case BOOLEAN -> value.setBoolValue(node.booleanValue());
            case STRING -> value.setStringValue(node.textValue());
            default -> value.setNullValue(NullValue.NULL_VALUE);
        }
        return value.build();
    }
}
