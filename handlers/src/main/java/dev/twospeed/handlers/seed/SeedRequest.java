package dev.twospeed.handlers.seed;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which shop is asked for.
 *
 * @param seed the same size and seed give the same shop
 * @param replace whether another sample shop may make room for it
 */
record SeedRequest(int customers, int products, long seed, boolean replace) {
    // The largest shop takes a good minute to draw and write, far from the function's fifteen.
    private static final int MOST_CUSTOMERS = 20_000;
    private static final int MOST_PRODUCTS = 2_000;

    /**
     * Reads {@code {"customers": …, "products": …, "seed": …, "replace": …}}; the last may be missing.
     *
     * @throws IllegalArgumentException if a value is missing or not allowed
     */
    static SeedRequest of(JsonNode request) {
        return new SeedRequest(
                (int) number(request, "customers", 50, MOST_CUSTOMERS),
                (int) number(request, "products", 30, MOST_PRODUCTS),
                number(request, "seed", Long.MIN_VALUE, Long.MAX_VALUE),
                replace(request.path("replace")));
    }

    private static long number(JsonNode request, String name, long least, long most) {
        JsonNode value = request.path(name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.longValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" is " + (value.isMissingNode() ? "missing" : value)
                + "; allowed: a whole number from " + least + " to " + most);
    }

    private static boolean replace(JsonNode value) {
        if (value.isMissingNode() || value.isBoolean()) {
            return value.asBoolean(false);
        }
        throw new IllegalArgumentException("\"replace\" is " + value + "; allowed: true or false");
    }
}
