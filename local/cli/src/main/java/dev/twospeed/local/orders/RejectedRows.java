package dev.twospeed.local.orders;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of orders that could not be used, counted by reason. */
public final class RejectedRows {
    private static final int SHOWN = 5;
    private static final double MOST = 0.1;

    private final String place;
    private final Map<Reason, Rejected> byReason = new EnumMap<>(Reason.class);
    private long rows;

    /**
     * @param place what a place is: {@code line} of a file, {@code order} of a database
     */
    RejectedRows(String place) {
        this.place = place;
    }

    /** Why a row cannot be used. */
    public enum Reason {
        /** A comma too many or too few, or a quote without its partner. */
        FIELDS("other fields than the header names"),
        /** The customer is empty or unknown. */
        CUSTOMER("no customer"),
        /** The product is empty or unknown. */
        PRODUCT("no product"),
        /** A code of more than {@link OrderBook#MOST_CODE} characters. */
        CODE("a customer or product of more than " + OrderBook.MOST_CODE + " characters"),
        /** Returns have quantities below 0. */
        QUANTITY("a quantity that is no number above 0"),
        /** The time is empty or cannot be understood. */
        TIME("no time, as in 2026-01-31T12:00:00 or 1769860800"),
        /** One of the optional columns that hold numbers. */
        AMOUNT("a unit_price or credit_limit that is no number");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** What such a row has. */
        public String words() {
            return words;
        }
    }

    /** Rows rejected for one reason, with the places of the first of them. */
    public record Rejected(Reason reason, long rows, List<String> first) {
        public Rejected {
            first = List.copyOf(first);
        }
    }

    /** Counts a row that can be used. */
    void used() {
        rows++;
    }

    /** Counts a row, of this many lines, that cannot be used. */
    void rejected(Reason reason, String where, long lines) {
        rows += lines;
        byReason.merge(
                reason,
                new Rejected(reason, lines, List.of(where)),
                (all, one) -> new Rejected(
                        reason, all.rows() + one.rows(), all.first().size() == SHOWN ? all.first() : both(all, one)));
    }

    private static List<String> both(Rejected all, Rejected one) {
        var places = new ArrayList<>(all.first());
        places.addAll(one.first());
        return places;
    }

    /** All rows, those that can be used too. */
    public long rows() {
        return rows;
    }

    /** How many cannot be used. */
    public long count() {
        return byReason.values().stream().mapToLong(Rejected::rows).sum();
    }

    /** What was rejected, a reason each. */
    public List<Rejected> reasons() {
        return List.copyOf(byReason.values());
    }

    /** Where the first rows of a reason are, as {@code lines 3, 17 and others}. */
    public String places(Rejected rejected) {
        var several = rejected.first().size() > 1
                || rejected.rows() > rejected.first().size();
        return place
                + (several ? "s " : " ")
                + String.join(", ", rejected.first())
                + (rejected.rows() > rejected.first().size() ? " and others" : "");
    }

    /** Whether so many rows are rejected that what is left says little: more than a tenth. */
    boolean tooMany() {
        return count() > MOST * rows;
    }

    /** The list, a line each reason. */
    String text() {
        return byReason.values().stream()
                .map(rejected -> String.format(
                        Locale.ROOT,
                        "%n  %8d  %s: %s",
                        rejected.rows(),
                        rejected.reason().words(),
                        places(rejected)))
                .collect(Collectors.joining());
    }
}
