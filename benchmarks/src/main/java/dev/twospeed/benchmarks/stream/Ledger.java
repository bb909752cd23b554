package dev.twospeed.benchmarks.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.BitSet;

/** Holds the records that are found against the events that were put: each event has one answer, by the loaded model. */
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BitSet found = new BitSet();
    private int put;

    /** The id of the next event to put. */
    public String next() {
        return "event-" + put++;
    }

    /** How many events have no answer yet. */
    public int missing() {
        return put - found.cardinality();
    }

    /**
     * Notes the records of an object, one a line.
     *
     * @throws IOException if a record answers no event or one that is answered already, or not from the model
     */
    public void take(String object) throws IOException {
        for (String line : object.split("\n")) {
            JsonNode record = JSON.readTree(line);
            String id = record.path("event_id").asText();
            int number = id.matches("event-\\d{1,9}") ? Integer.parseInt(id.substring("event-".length())) : put;
            if (number >= put) {
                throw new IOException("a record answers '" + id + "', which was never put");
            }
            if (found.get(number)) {
                throw new IOException("event " + id + " is answered twice");
            }
            if (!record.path("strategy").asText().equals("session")
                    || record.path("degraded").asBoolean()
                    || record.path("recommended_items").isEmpty()) {
                throw new IOException("event " + id + " is not answered from the model but by " + line);
            }
            found.set(number);
        }
    }
}
