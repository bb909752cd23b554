package dev.twospeed.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came back for the sessions that were sent.
 *
 * @param sent how many were sent
 * @param records each session with its record; fewer than were sent if some were lost
 * @param repeated records that came more than once
 * @param latencies milliseconds from an event's arrival in the stream to the look that found its record in S3
 */
record Answered(int sent, Map<HeldOutSession, JsonNode> records, long repeated, List<Long> latencies) {
    /**
     * @param arrivals when the stream took each event, by sequence number
     */
    static Answered of(Map<String, HeldOutSession> byEvent, Deliveries deliveries, Map<String, Instant> arrivals) {
        var records = new LinkedHashMap<HeldOutSession, JsonNode>();
        var latencies = new ArrayList<Long>();
        var delivered = deliveries.records();
        var seenAt = deliveries.seenAt();
        byEvent.forEach((event, session) -> {
            var record = delivered.get(event);
            if (record != null) {
                records.put(session, record);
                var arrival = arrivals.get(record.at("/source/sequence").asText());
                if (arrival != null) {
                    latencies.add(Arrivals.millis(arrival, seenAt.get(event)));
                }
            }
        });
        return new Answered(byEvent.size(), records, deliveries.repeated(), List.copyOf(latencies));
    }

    /** Each answered session with the product codes recommended for it, best first. */
    Map<HeldOutSession, List<String>> recommended() {
        var lists = new LinkedHashMap<HeldOutSession, List<String>>();
        records.forEach((session, record) -> lists.put(session, Quality.codes(record)));
        return lists;
    }

    /** What went into the stream, and what came out of it. */
    Report.Rows rows() {
        var lost = sent - records.size();
        return new Report.Rows(
                "stream: events",
                sent,
                records.size(),
                lost == 0 ? List.of() : List.of(new Report.LeftOut("not answered", lost, "")));
    }

    /** How many were answered in which way, as the records say. */
    Map<String, Long> byStrategy() {
        return records.values().stream()
                .collect(Collectors.groupingBy(
                        record -> record.path("strategy").asText(), TreeMap::new, Collectors.counting()));
    }
}
