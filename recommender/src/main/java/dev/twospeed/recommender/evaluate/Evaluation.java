package dev.twospeed.recommender.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Measures of a recommender over many lists.
 *
 * @param k how many of each list count
 * @param lists how many lists were measured
 * @param recall hits / |truth|, mean over the lists
 * @param ndcg normalised discounted cumulative gain, mean over the lists
 * @param hitRate share of lists with at least one hit
 * @param coverage share of the catalogue that appears in any list
 */
public record Evaluation(int k, int lists, Interval recall, Interval ndcg, Interval hitRate, double coverage) {
    private static final long SEED = 20_260_101;

    /** Gathers lists; those with an empty truth have no answer and are not counted. */
    public static final class Collector {
        private final int k;
        private final int catalogueSize;
        private final List<double[]> measures = new ArrayList<>();
        private final Set<String> shown = new TreeSet<>();

        /** A collector that looks at the first {@code k} of each list. */
        public Collector(int k, int catalogueSize) {
            this.k = k;
            this.catalogueSize = catalogueSize;
        }

        /** Adds one list and what was really bought. */
        public void add(List<String> recommended, Set<String> truth) {
            if (truth.isEmpty()) {
                return;
            }
            measures.add(new double[] {
                Metrics.recall(recommended, truth, k),
                Metrics.ndcg(recommended, truth, k),
                Metrics.hit(recommended, truth, k)
            });
            recommended.stream().limit(k).forEach(shown::add);
        }

        /** The measures of what was added. */
        public Evaluation evaluation() {
            return new Evaluation(
                    k,
                    measures.size(),
                    interval(0),
                    interval(1),
                    interval(2),
                    catalogueSize == 0 ? 0 : shown.size() / (double) catalogueSize);
        }

        /** The NDCG of each list that counts, in the order in which they were added: to compare two recommenders. */
        public double[] ndcgByList() {
            return values(1);
        }

        /**
         * How much better this recommender is than another on the same lists: the mean difference of NDCG.
         *
         * @throws IllegalArgumentException if they were not measured on equally many lists
         */
        public Interval ndcgOver(Collector other) {
            double[] difference = ndcgByList();
            double[] theirs = other.ndcgByList();
            if (difference.length != theirs.length) {
                throw new IllegalArgumentException("comparing recommenders list by list, but one answered "
                        + difference.length + " lists and the other " + theirs.length);
            }
            for (int i = 0; i < difference.length; i++) {
                difference[i] -= theirs[i];
            }
            return Interval.of(difference, SEED);
        }

        private Interval interval(int measure) {
            return Interval.of(values(measure), SEED);
        }

        private double[] values(int measure) {
            return measures.stream().mapToDouble(values -> values[measure]).toArray();
        }
    }
}
