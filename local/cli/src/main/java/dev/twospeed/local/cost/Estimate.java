package dev.twospeed.local.cost;

import java.util.List;
import java.util.Map;

/**
 * What an environment costs, in US dollars.
 *
 * @param regions stack to the region whose prices count
 * @param monthly what is paid for by being there, a month of 730 hours
 * @param perMillionEvents what a million events cost
 * @param perRun what one run of each job costs
 * @param byUse resources that cost by their use alone, each with how
 * @param free resources that cost nothing, each with why
 * @param notPriced resources and quantities without a price in the list; their cost is unknown, not nothing
 */
public record Estimate(
        String pricesAsOf,
        Map<String, String> regions,
        Usage assumptions,
        List<Line> monthly,
        List<Line> perMillionEvents,
        List<Line> perRun,
        List<Note> byUse,
        List<Note> free,
        List<Note> notPriced,
        List<String> notIncluded) {
    /** A resource that has no line, and why. */
    public record Note(String stack, String resource, String type, String why) {}

    /** The sum of lines. */
    public static double total(List<Line> lines) {
        return lines.stream().mapToDouble(Line::amount).sum();
    }
}
