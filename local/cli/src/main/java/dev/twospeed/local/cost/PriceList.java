package dev.twospeed.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The prices of one region, and what is said of resource types that have none: {@code prices.json} beside this class. */
public final class PriceList {
    private static final JsonNode CONTENT = read();

    private final String region;

    /** A price in US dollars, and the page that it was read from. */
    public record Price(double amount, String unit, String source) {}

    private PriceList(String region) {
        this.region = region;
    }

    /**
     * The prices of a region, such as {@code eu-central-1}.
     *
     * @throws IllegalArgumentException when the list has none, with the regions that it has
     */
    public static PriceList of(String region) {
        if (!regions().contains(region)) {
            throw new IllegalArgumentException("The price list has no region '" + region + "', only "
                    + String.join(", ", regions()) + ": add its prices to prices.json as docs/cost.md says, or"
                    + " estimate with those of another region by --region");
        }
        return new PriceList(region);
    }

    /** The regions with prices. */
    public static List<String> regions() {
        return texts(CONTENT.path("regions"));
    }

    /** The day as of which the prices are thought to be right. */
    public static String asOf() {
        return CONTENT.path("asOf").asText();
    }

    /** What no estimate includes. */
    public static List<String> notIncluded() {
        return texts(CONTENT.path("notIncluded"));
    }

    /** The price of a key such as {@code kms.key}; empty if the list has none. */
    public Optional<Price> price(String key) {
        var price = CONTENT.path("prices").path(key);
        if (!price.has(region)) {
            return Optional.empty();
        }
        return Optional.of(new Price(
                price.path(region).asDouble(),
                price.path("unit").asText(),
                price.path("source").asText()));
    }

    /** Why a resource type costs nothing; empty if it does cost something. */
    public static Optional<String> free(String type) {
        return said(type, "free");
    }

    /** How a resource type costs by its use alone; empty if it costs by being there, or nothing is known. */
    public static Optional<String> byUse(String type) {
        return said(type, "byUse");
    }

    private static Optional<String> said(String type, String what) {
        var said = CONTENT.path("types").path(type).path(what);
        return said.isTextual() ? Optional.of(said.asText()) : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read() {
        try (var json = PriceList.class.getResourceAsStream("prices.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("The price list beside " + PriceList.class + " cannot be read", e);
        }
    }
}
