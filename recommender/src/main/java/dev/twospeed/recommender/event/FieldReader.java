package dev.twospeed.recommender.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Typed values from a stream of JSON tokens; what does not fit its type is an {@link InvalidEvent}. */
final class FieldReader {
    private static final int MAX_TEXT = 1024;

    private final JsonParser parser;

    FieldReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The next field's name, null at the end of the object; the parser then stands on the field's value. */
    @Nullable
    String nextName() throws IOException {
        String name = parser.nextFieldName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** Moves to the next element of an array, false at its end. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    void expect(JsonToken token, String field, String what) throws InvalidEvent {
        if (parser.currentToken() != token) {
            throw new InvalidEvent(field, "must be " + what);
        }
    }

    String text(String field) throws IOException, InvalidEvent {
        expect(JsonToken.VALUE_STRING, field, "a text");
        String text = parser.getText();
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new InvalidEvent(field, "must have 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    @Nullable
    String textOrNull(String field) throws IOException, InvalidEvent {
        // An empty text says as little as null does.
        boolean absent = parser.currentToken() == JsonToken.VALUE_NULL
                || parser.currentToken() == JsonToken.VALUE_STRING
                        && parser.getText().isBlank();
        return absent ? null : text(field);
    }

    @Nullable
    String version(String field) throws IOException, InvalidEvent {
        boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
        return number ? parser.getText() : textOrNull(field);
    }

    /** A whole number from 0 to {@code max}. */
    long integer(String field, long max) throws IOException, InvalidEvent {
        expect(JsonToken.VALUE_NUMBER_INT, field, "a whole number");
        JsonParser.NumberType type = parser.getNumberType();
        if (type == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0 || parser.getLongValue() > max) {
            throw new InvalidEvent(field, "must be from 0 to " + max);
        }
        return parser.getLongValue();
    }

    @Nullable
    Double amountOrNull(String field) throws IOException, InvalidEvent {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            expect(JsonToken.VALUE_NUMBER_FLOAT, field, "a number");
        }
        double amount = parser.getDoubleValue();
        if (amount < 0 || !Double.isFinite(amount)) {
            throw new InvalidEvent(field, "must be a finite number of 0 or more");
        }
        return amount;
    }

    boolean bool(String field) throws InvalidEvent {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            expect(JsonToken.VALUE_FALSE, field, "true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }
}
