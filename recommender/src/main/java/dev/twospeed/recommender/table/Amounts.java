package dev.twospeed.recommender.table;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Numbers and times in a table of people. */
public final class Amounts {
    /** Greater numbers are milliseconds since 1970, not seconds: as seconds they would be beyond the year 5000. */
    private static final double MOST_SECONDS = 1e11;

    private static final int DATE_LENGTH = 10;

    private Amounts() {}

    /**
     * A number, NaN included.
     *
     * @param absent what an empty field is
     * @throws InvalidTable if the text is none
     */
    public static double number(CsvTable table, int column, double absent) throws InvalidTable {
        String text = table.text(column);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw table.invalid("'" + text + "' is no number");
        }
    }

    /** A credit limit; what is negative, infinite or not a number says nothing about a customer. */
    public static @Nullable Double creditLimit(CsvTable table, int column) throws InvalidTable {
        double limit = column < 0 ? Double.NaN : number(table, column, Double.NaN);
        return isLimit(limit) ? limit : null;
    }

    /** Whether a number can be a credit limit: finite and not negative. */
    public static boolean isLimit(double limit) {
        return limit >= 0 && Double.isFinite(limit);
    }

    /**
     * A time in milliseconds since 1970, from seconds or milliseconds since then or ISO 8601; UTC where no zone is named.
     *
     * @throws InvalidTable if the text is none
     */
    public static long time(CsvTable table, int column) throws InvalidTable {
        String text = table.text(column);
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
                double number = Double.parseDouble(text);
                return Math.round(number < MOST_SECONDS ? number * 1000 : number);
            }
            return iso(text.replace(' ', 'T'));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw table.invalid("'" + text + "' is no time, as in 2026-01-31T12:00:00 or 1769860800");
        }
    }

    private static long iso(String text) {
        if (text.length() <= DATE_LENGTH) {
            return LocalDate.parse(text).toEpochDay() * 86_400_000L;
        }
        boolean zoned =
                text.endsWith("Z") || text.lastIndexOf('+') > DATE_LENGTH || text.lastIndexOf('-') > DATE_LENGTH;
        return zoned
                ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
