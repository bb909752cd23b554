package dev.twospeed.stacks.common;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** Maps of outputs as outputs of maps. */
public final class Maps {
    private Maps() {}

    /** The map that is known when all its values are. */
    public static Output<Map<String, String>> resolve(Map<String, Output<String>> values) {
        var keys = new ArrayList<>(values.keySet());
        return Output.all(keys.stream().map(values::get).toList()).applyValue(resolved -> {
            var map = new TreeMap<String, String>();
            for (int i = 0; i < keys.size(); i++) {
                map.put(keys.get(i), resolved.get(i));
            }
            return map;
        });
    }
}
