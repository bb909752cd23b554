package dev.twospeed.local.cost;

/**
 * One line of an estimate: {@code amount = quantity × price}, in US dollars.
 *
 * @param stack whose resource it is
 * @param resource the resource's name in its program
 * @param what what is paid for
 * @param unit what one of {@code quantity} is
 */
public record Line(
        String stack,
        String resource,
        String what,
        double quantity,
        String unit,
        double price,
        double amount,
        String source) {}
