package dev.twospeed.recommender.event;

/** How recommendations were found, in the order of preference. */
public enum Strategy {
    /** From the products of the session, folded into the embedding space. */
    SESSION("session"),
    /** From what is known of the customer: country and credit limit. */
    PRIOR("prior"),
    /** What most customers buy. */
    POPULARITY("popularity"),
    /** There is no model yet: empty lists. */
    NONE("none");

    private final String label;

    Strategy(String label) {
        this.label = label;
    }

    /** The word for it in JSON. */
    public String label() {
        return label;
    }
}
