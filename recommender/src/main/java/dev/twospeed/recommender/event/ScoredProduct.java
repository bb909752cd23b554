package dev.twospeed.recommender.event;

/**
 * A product with how well it fits; scores compare within one list only.
 *
 * @param score a finite number, higher is better
 */
public record ScoredProduct(String productCode, double score) {
    public ScoredProduct {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score of product " + productCode + " is " + score + ", not a number");
        }
    }
}
