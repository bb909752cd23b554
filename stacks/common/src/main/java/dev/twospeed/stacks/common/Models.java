package dev.twospeed.stacks.common;

/** Where models lie in the data lake: every stack that reads or writes one goes by these names. */
public final class Models {
    /** Each published model has a folder below this prefix. */
    public static final String PREFIX = "models/";

    /** The file that is written last and so publishes a model. */
    public static final String MANIFESTS = PREFIX + "*/manifest.json";

    private Models() {}
}
