package dev.twospeed.recommender.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads activity events from JSON in one pass, without reflection. Stateless: one instance serves all threads.
 *
 * <p>{@code schema_version}, {@code event_id} and {@code event_time} may be left out; {@code city}, {@code country} and
 * {@code credit_limit} must be there but may be null (unknown); fields of other names are ignored.
 */
public final class EventParser {
    /** The major version of the event schema understood here. */
    public static final int SCHEMA_MAJOR = 1;

    /** More history than any session has: what is longer is a fault of the producer, not a session. */
    public static final int MAX_HISTORY = 10_000;

    private final JsonFactory json = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /**
     * Reads one event.
     *
     * @param event UTF-8 JSON of one object; white space around it is allowed
     * @throws InvalidEvent if it is not one valid event
     */
    public ActivityEvent parse(byte[] event) throws InvalidEvent {
        return parse(event, 0, event.length);
    }

    /**
     * Reads one event from a part of an array.
     *
     * @throws InvalidEvent if it is not one valid event
     */
    public ActivityEvent parse(byte[] event, int offset, int length) throws InvalidEvent {
        try (JsonParser parser = json.createParser(event, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidEvent("event", "must be a JSON object");
            }
            ActivityEvent read = new Fields(parser).read();
            if (parser.nextToken() != null) {
                throw new InvalidEvent("event", "must be one JSON object, but more follows it");
            }
            return read;
        } catch (JsonEOFException e) {
            throw new InvalidEvent("event", "is cut off: its JSON ends too early");
        } catch (StreamConstraintsException e) {
            throw new InvalidEvent("event", "has a name, number, text or nesting beyond what is accepted");
        } catch (JsonParseException e) {
            throw new InvalidEvent("event", "is not valid JSON");
        } catch (IOException e) {
            // Bytes that are no UTF-8 arrive here too; an array cannot fail in another way.
            throw new InvalidEvent("event", "is not valid UTF-8 JSON");
        } catch (UncheckedIOException e) {
            throw new InvalidEvent("event", "is not valid UTF-8 JSON");
        }
    }

    /** The fields seen so far of the event being read. */
    private static final class Fields {
        private final FieldReader fields;
        private @Nullable String schemaVersion;
        private @Nullable String eventId;
        private @Nullable Instant eventTime;
        private @Nullable String sessionId;
        private @Nullable Long customerNumber;
        private @Nullable String city;
        private @Nullable String country;
        private @Nullable Double creditLimit;
        private @Nullable List<HistoryItem> browseHistory;
        private boolean cityGiven;
        private boolean countryGiven;
        private boolean creditLimitGiven;

        Fields(JsonParser parser) {
            this.fields = new FieldReader(parser);
        }

        ActivityEvent read() throws IOException, InvalidEvent {
            for (String name = fields.nextName(); name != null; name = fields.nextName()) {
                readField(name);
            }
            require(cityGiven, "city");
            require(countryGiven, "country");
            require(creditLimitGiven, "credit_limit");
            return new ActivityEvent(
                    schemaVersion,
                    eventId,
                    eventTime,
                    required(sessionId, "session_id"),
                    required(customerNumber, "customer_number"),
                    city,
                    country,
                    creditLimit,
                    required(browseHistory, "browse_history"));
        }

        private void readField(String name) throws IOException, InvalidEvent {
            switch (name) {
                case "schema_version" -> schemaVersion = supported(fields.version(name));
                case "event_id" -> eventId = fields.textOrNull(name);
                case "event_time" -> eventTime = time(fields.textOrNull(name));
                case "session_id" -> sessionId = fields.text(name);
                case "customer_number" -> customerNumber = fields.integer(name, Long.MAX_VALUE);
                case "city" -> {
                    city = fields.textOrNull(name);
                    cityGiven = true;
                }
                case "country" -> {
                    country = fields.textOrNull(name);
                    countryGiven = true;
                }
                case "credit_limit" -> {
                    creditLimit = fields.amountOrNull(name);
                    creditLimitGiven = true;
                }
                case "browse_history" -> browseHistory = history(name);
                default -> fields.skip();
            }
        }

        private List<HistoryItem> history(String name) throws IOException, InvalidEvent {
            fields.expect(JsonToken.START_ARRAY, name, "an array");
            List<HistoryItem> items = new ArrayList<>();
            while (fields.nextElement()) {
                String element = name + "[" + items.size() + "]";
                if (items.size() == MAX_HISTORY) {
                    throw new InvalidEvent(name, "must have at most " + MAX_HISTORY + " products");
                }
                items.add(item(element));
            }
            return items;
        }

        private HistoryItem item(String element) throws IOException, InvalidEvent {
            fields.expect(JsonToken.START_OBJECT, element, "an object");
            String productCode = null;
            Integer quantity = null;
            Boolean inShoppingCart = null;
            for (String name = fields.nextName(); name != null; name = fields.nextName()) {
                switch (name) {
                    case "product_code" -> productCode = fields.text(element + "." + name);
                    case "quantity" -> quantity = (int) fields.integer(element + "." + name, Integer.MAX_VALUE);
                    case "in_shopping_cart" -> inShoppingCart = fields.bool(element + "." + name);
                    default -> fields.skip();
                }
            }
            return new HistoryItem(
                    required(productCode, element + ".product_code"),
                    required(quantity, element + ".quantity"),
                    required(inShoppingCart, element + ".in_shopping_cart"));
        }

        private static @Nullable String supported(@Nullable String version) throws InvalidEvent {
            if (version != null && !version.matches(SCHEMA_MAJOR + "(\\.[0-9]{1,6})?")) {
                throw new InvalidEvent("schema_version", "must be " + SCHEMA_MAJOR + " or " + SCHEMA_MAJOR + ".x");
            }
            return version;
        }

        private static @Nullable Instant time(@Nullable String text) throws InvalidEvent {
            try {
                return text == null ? null : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new InvalidEvent("event_time", "must be a time like 2026-01-31T12:00:00Z (ISO 8601 with offset)");
            }
        }

        private static <T> T required(@Nullable T value, String name) throws InvalidEvent {
            require(value != null, name);
            return Objects.requireNonNull(value);
        }

        private static void require(boolean given, String name) throws InvalidEvent {
            if (!given) {
                throw new InvalidEvent(name, "is missing");
            }
        }
    }
}
