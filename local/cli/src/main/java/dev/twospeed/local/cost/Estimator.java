package dev.twospeed.local.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Makes an estimate from the resources of an environment's stacks. */
public final class Estimator {
    private final Optional<String> region;
    private final Usage usage;

    /**
     * @param region whose prices count; empty for the region of each stack
     */
    public Estimator(Optional<String> region, Usage usage) {
        this.region = region;
        this.usage = usage;
    }

    /**
     * Estimates.
     *
     * @throws IllegalArgumentException when a stack's region is unknown or has no prices
     */
    public Estimate estimate(List<StackExport> stacks) {
        var regions = new LinkedHashMap<String, String>();
        var monthly = new ArrayList<Line>();
        var events = new ArrayList<Line>();
        var runs = new ArrayList<Line>();
        var byUse = new ArrayList<Estimate.Note>();
        var free = new ArrayList<Estimate.Note>();
        var notPriced = new ArrayList<Estimate.Note>();
        var variable = new VariableCosts(usage);
        for (var stack : stacks) {
            var where = region.or(stack::region)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The export of " + stack.stack() + " does not say its region: name it by --region"));
            regions.put(stack.stack(), where);
            var prices = PriceList.of(where);
            var fixed = new Bill(stack.stack(), prices);
            for (var resource : stack.resources()) {
                sort(stack.stack(), resource, fixed, byUse, free);
            }
            var perMillion = new Bill(stack.stack(), prices);
            variable.events(stack, perMillion);
            var perRun = new Bill(stack.stack(), prices);
            variable.runs(stack, perRun);
            monthly.addAll(fixed.lines());
            events.addAll(perMillion.lines());
            runs.addAll(perRun.lines());
            List.of(fixed, perMillion, perRun).forEach(bill -> notPriced.addAll(bill.notPriced()));
        }
        return new Estimate(
                PriceList.asOf(),
                regions,
                usage,
                monthly,
                events,
                runs,
                byUse,
                free,
                notPriced,
                PriceList.notIncluded());
    }

    private static void sort(
            String stack,
            StackExport.Deployed resource,
            Bill fixed,
            List<Estimate.Note> byUse,
            List<Estimate.Note> free) {
        var rule = FixedCosts.of(resource.type());
        if (rule.isPresent()) {
            var lines = fixed.lines().size() + fixed.notPriced().size();
            rule.get().accept(fixed, resource);
            if (lines == fixed.lines().size() + fixed.notPriced().size()) {
                free.add(note(stack, resource, "a gateway endpoint costs nothing"));
            }
            return;
        }
        var why = PriceList.free(resource.type());
        if (why.isPresent()) {
            free.add(note(stack, resource, why.get()));
            return;
        }
        PriceList.byUse(resource.type())
                .ifPresentOrElse(
                        how -> byUse.add(note(stack, resource, how)),
                        () -> fixed.notPriced(resource, "the price list does not know this type"));
    }

    private static Estimate.Note note(String stack, StackExport.Deployed resource, String why) {
        return new Estimate.Note(stack, resource.name(), resource.type(), why);
    }
}
