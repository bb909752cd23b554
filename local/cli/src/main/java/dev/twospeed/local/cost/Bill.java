package dev.twospeed.local.cost;

import java.util.ArrayList;
import java.util.List;

/** Collects the lines of one stack; what the price list does not know becomes a note, never a zero. */
final class Bill {
    private final String stack;
    private final PriceList prices;
    private final List<Line> lines = new ArrayList<>();
    private final List<Estimate.Note> notPriced = new ArrayList<>();

    Bill(String stack, PriceList prices) {
        this.stack = stack;
        this.prices = prices;
    }

    void add(StackExport.Deployed resource, String what, String priceKey, double quantity) {
        prices.price(priceKey)
                .ifPresentOrElse(
                        price -> lines.add(new Line(
                                stack,
                                resource.name(),
                                what,
                                quantity,
                                price.unit(),
                                price.amount(),
                                quantity * price.amount(),
                                price.source())),
                        () -> notPriced(resource, "no price for " + priceKey));
    }

    void notPriced(StackExport.Deployed resource, String why) {
        notPriced.add(new Estimate.Note(stack, resource.name(), resource.type(), why));
    }

    List<Line> lines() {
        return lines;
    }

    List<Estimate.Note> notPriced() {
        return notPriced;
    }
}
