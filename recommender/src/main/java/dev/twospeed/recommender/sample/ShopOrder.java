package dev.twospeed.recommender.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A row of {@code orders} with its rows of {@code orderdetails}.
 *
 * @param orderNumber ascending with the date
 * @param lines what was ordered, line 1 first
 */
public record ShopOrder(
        int orderNumber,
        LocalDate orderDate,
        LocalDate requiredDate,
        LocalDate shippedDate,
        String status,
        int customerNumber,
        List<Line> lines) {

    public ShopOrder {
        lines = List.copyOf(lines);
    }

    /** A row of {@code orderdetails}. */
    public record Line(String productCode, int quantityOrdered, BigDecimal priceEach, int orderLineNumber) {}
}
