package dev.twospeed.recommender.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How good one list is against what was really bought. All from 0 to 1, higher is better. */
public final class Metrics {
    private Metrics() {}

    /** Share of the truth that is among the first k: hits / |truth|; 0 for an empty truth. */
    public static double recall(List<String> recommended, Set<String> truth, int k) {
        return truth.isEmpty() ? 0 : hits(recommended, truth, k) / (double) truth.size();
    }

    /**
     * Normalised discounted cumulative gain of the first k: Σ 1/log2(place + 1) over hits, divided by that of a list
     * whose first min(k, |truth|) are all hits.
     */
    public static double ndcg(List<String> recommended, Set<String> truth, int k) {
        double gain = 0;
        Set<String> counted = new HashSet<>();
        for (int i = 0; i < Math.min(k, recommended.size()); i++) {
            if (truth.contains(recommended.get(i)) && counted.add(recommended.get(i))) {
                gain += discount(i);
            }
        }
        double ideal = 0;
        for (int i = 0; i < Math.min(k, truth.size()); i++) {
            ideal += discount(i);
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    /** 1 if any of the truth is among the first k, else 0. */
    public static double hit(List<String> recommended, Set<String> truth, int k) {
        return hits(recommended, truth, k) > 0 ? 1 : 0;
    }

    private static long hits(List<String> recommended, Set<String> truth, int k) {
        return recommended.stream().limit(k).distinct().filter(truth::contains).count();
    }

    private static double discount(int index) {
        return Math.log(2) / Math.log(index + 2.0);
    }
}
