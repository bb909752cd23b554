package dev.twospeed.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came back for the sessions that were sent.
 *
 * @param sent how many were sent
 * @param records each session with its record; fewer than were sent if some were lost
 * @param repeated records that came more than once
 */
record Answered(int sent, Map<HeldOutSession, JsonNode> records, long repeated) {
    static Answered of(Map<String, HeldOutSession> byEvent, Deliveries deliveries) {
        var records = new LinkedHashMap<HeldOutSession, JsonNode>();
        var delivered = deliveries.records();
        byEvent.forEach((event, session) -> {
            var record = delivered.get(event);
            if (record != null) {
                records.put(session, record);
            }
        });
        return new Answered(byEvent.size(), records, deliveries.repeated());
    }

    /** Each answered session with the product codes recommended for it, best first. */
    Map<HeldOutSession, List<String>> recommended() {
        var lists = new LinkedHashMap<HeldOutSession, List<String>>();
        records.forEach((session, record) -> lists.put(session, Quality.codes(record)));
        return lists;
    }
}
