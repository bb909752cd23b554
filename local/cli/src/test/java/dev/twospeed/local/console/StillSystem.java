package dev.twospeed.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.watch.Vitals;
import dev.twospeed.local.watch.Vitals.Alarms;
import dev.twospeed.local.watch.Vitals.Calls;
import dev.twospeed.local.watch.Vitals.Lag;
import dev.twospeed.local.watch.Vitals.Model;
import dev.twospeed.local.watch.Vitals.Series;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A system in which nothing moves; the deployed one is shown by WatchIT. */
final class StillSystem implements Watched {
    static final String MODEL = "20261128T100000Z-aaaaaaaa";

    private static final Series SOME = new Series(42.0, Arrays.asList(null, 40.0, 2.0));
    private static final Series NONE = new Series(null, Arrays.asList(null, null, null));

    private final @Nullable String fault;

    StillSystem() {
        this(null);
    }

    StillSystem(@Nullable String fault) {
        this.fault = fault;
    }

    @Override
    public Vitals look() {
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
        var records = new LinkedHashMap<String, Series>();
        for (var name : List.of("in", "answered", "degraded", "dropped", "failed", "delivered")) {
            records.put(name, name.equals("failed") ? NONE : SOME);
        }
        return new Vitals(
                "dev",
                "us-east-1",
                "2026-11-28T10:00:00Z",
                3,
                records,
                Map.of("session", SOME, "prior", NONE),
                Map.of("transform", new Calls(SOME, NONE, 12.0)),
                new Lag(250.0, null),
                new Model(MODEL, null),
                new Alarms(
                        Map.of("ALARM", 1, "OK", 27, "INSUFFICIENT_DATA", 0),
                        Map.of("twospeed-dev-us-east-1-a-name-of-an-alarm-that-is-longer-than-a-phone", "too many")));
    }

    @Override
    public List<String> products() {
        return List.of("P1", "P2");
    }

    /** Recommends what the session's products are followed by. */
    @Override
    public JsonNode recommend(JsonNode event, int k) {
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
        ObjectNode record =
                new ObjectMapper().createObjectNode().put("strategy", "session").put("model_version", MODEL);
        var items = record.putArray("recommended_items");
        for (var product : event.path("browse_history")) {
            if (items.size() < k) {
                items.addObject()
                        .put("product_code", product.path("product_code").asText() + "-next")
                        .put("score", 0.5);
            }
        }
        record.putArray("similar_items");
        return record;
    }
}
