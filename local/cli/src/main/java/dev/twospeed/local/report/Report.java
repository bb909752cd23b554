package dev.twospeed.local.report;

import dev.twospeed.recommender.evaluate.Interval;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo has to show.
 *
 * @param title one line above everything
 * @param facts short facts for the summary, name to value, in order
 * @param steps the pipeline's steps
 * @param rows what went into each step that handles rows, and what came out
 * @param quality the model beside popularity and the oracle
 * @param reach how far into the catalogue each of them goes, and what was really bought
 * @param latency from an event's arrival in the stream to the look that found its recommendations in S3
 * @param products a point for each product, in two dimensions
 * @param sessions some sessions with their recommendations
 * @param deployment what the stacks deployed
 */
public record Report(
        String title,
        Map<String, String> facts,
        List<Step> steps,
        List<Rows> rows,
        List<Curve> quality,
        List<Reach> reach,
        Histogram latency,
        List<Point> products,
        List<Session> sessions,
        Deployment deployment) {

    /** A step of the pipeline: when it started and ended, in seconds since the first one started. */
    public record Step(String name, double start, double end, String result) {}

    /**
     * What went into a step and what came out.
     *
     * @param what the step, and what is counted
     * @param leftOut why the others did not come out
     */
    public record Rows(String what, long in, long out, List<LeftOut> leftOut) {}

    /** Rows that did not come out for one reason; {@code where} says where the first of them are, or nothing. */
    public record LeftOut(String why, long rows, String where) {}

    /**
     * How well a ranking did.
     *
     * @param name such as {@code model} or {@code popularity}
     * @param recall recall@k for k = 1, 2, …
     * @param ndcg NDCG@k for k = 1, 2, …
     */
    public record Curve(String name, List<Interval> recall, List<Interval> ndcg) {}

    /**
     * How far into the catalogue lists go.
     *
     * @param coverage share of the catalogue that is in any list
     * @param popular share of all places that products of the tenth with most buyers take
     */
    public record Reach(String name, double coverage, double popular) {}

    /** A product on the map, coloured by its line. */
    public record Point(double x, double y, String line, String name) {}

    /** A session: what was looked at, what was recommended, and whether it was bought next. */
    public record Session(List<String> history, List<Recommended> recommended) {}

    /**
     * A recommended product.
     *
     * @param nearest what the customer has that is most similar to it, null if nothing is
     */
    public record Recommended(
            String name,
            double score,
            boolean boughtNext,
            @Nullable String nearest) {}
}
