package dev.twospeed.recommender.serve;

import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.model.ServingModel;
import java.util.Arrays;
import java.util.List;

/**
 * The products of a session that the model knows, each once, in order of their indices.
 *
 * @param items indices in the catalogue
 * @param weights weight of each in the fold-in
 */
@SuppressWarnings("ArrayRecordComponent")
public record History(int[] items, float[] weights) {
    /** The history of a browsing session; each known product weighs 1, however often it was looked at. */
    public static History of(List<HistoryItem> browsed, ServingModel model) {
        int[] items = browsed.stream()
                .mapToInt(item -> model.indexOf(item.productCode()))
                .filter(index -> index >= 0)
                .sorted()
                .distinct()
                .toArray();
        return of(items);
    }

    /** The history of these items with weight 1 each. */
    public static History of(int[] items) {
        float[] weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new History(items, weights);
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return items.length == 0;
    }
}
