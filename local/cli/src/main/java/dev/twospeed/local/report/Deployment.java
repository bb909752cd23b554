package dev.twospeed.local.report;

import java.util.List;
import java.util.Map;

/**
 * What stacks deployed, how they hang together, what rules say of it, and what it would cost.
 *
 * @param stacks in the order of deployment
 * @param links which stack uses which outputs of which
 * @param checks what the policy pack found, a stack each
 */
public record Deployment(List<Deployed> stacks, List<Link> links, List<Check> checks, Cost cost) {
    /**
     * A stack.
     *
     * @param services AWS service to number of resources
     * @param outputs name to value
     */
    public record Deployed(String stack, Map<String, Integer> services, Map<String, String> outputs) {}

    /**
     * Outputs of a stack that stand in the resources of another.
     *
     * @param from the stack whose outputs they are
     * @param to the stack that uses them
     * @param outputs their names
     */
    public record Link(String from, String to, List<String> outputs) {}

    /**
     * What the rules found in a stack.
     *
     * @param resources how many resources were judged
     * @param rules how many different rules had something to say about them
     * @param kept findings that are in order, as the other counts by outcome
     * @param findings what is not kept, the worst first
     */
    public record Check(
            String stack,
            long resources,
            long rules,
            long kept,
            long broken,
            long exempt,
            long undecided,
            List<Finding> findings) {}

    /** A rule that a resource does not keep. */
    public record Finding(String outcome, String severity, String rule, String resource, String message) {}

    /**
     * An estimate in US dollars.
     *
     * @param assumed what the amounts by use assume, in words
     * @param month by being there, for a month
     * @param millionEvents for a million events
     * @param run for one run of each job
     * @param notPriced what costs something that is not known
     * @param notIncluded what the estimate leaves out altogether
     */
    public record Cost(
            String pricesAsOf,
            String region,
            String assumed,
            List<Amount> month,
            List<Amount> millionEvents,
            List<Amount> run,
            List<String> notPriced,
            List<String> notIncluded) {}

    /** What one thing costs. */
    public record Amount(String stack, String what, double dollars) {}
}
