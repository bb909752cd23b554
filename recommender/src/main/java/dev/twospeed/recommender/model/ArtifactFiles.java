package dev.twospeed.recommender.model;

/** The files of a model artifact; {@code docs/model-artifact.md} describes each to the byte. */
public final class ArtifactFiles {
    /** What the artifact holds, with sizes and checksums; written last, so its presence means the artifact is whole. */
    public static final String MANIFEST = "manifest.json";

    /** {@code product_code,product_line,popularity} with a header; the row's place is the item's index. */
    public static final String ITEMS = "items.csv";

    /** Item factors: float32 little-endian, a row of {@code rank} numbers an item. */
    public static final String ITEM_FACTORS = "item_factors.f32";

    /** {@code customer} with a header; the row's place is the user's index. */
    public static final String USERS = "users.csv";

    /** User factors: float32 little-endian, a row of {@code rank} numbers a user. */
    public static final String USER_FACTORS = "user_factors.f32";

    /** An item after the other: int32 count, that many int32 indices, that many float32 weights; little-endian. */
    public static final String NEIGHBOURS = "neighbours.bin";

    /** The scalars of fold-in and blend, and the countries of the prior. */
    public static final String FOLD_IN = "foldin.json";

    /** The matrices of fold-in: float64 little-endian: G, covariance, mean, credit slope, no credit, countries. */
    public static final String FOLD_IN_MATRICES = "foldin.f64";

    private ArtifactFiles() {}
}
