package dev.twospeed.stacks.streaming;

/** Where Firehose writes in the recommendations bucket. */
final class Prefixes {
    static final String RECOMMENDATIONS = "recommendations/";
    static final String ERRORS = "errors/";
    static final String SOURCE = "source/";

    /** Firehose fills in the day, UTC, in which a record arrived. */
    static final String BY_DATE = "date=!{timestamp:yyyy-MM-dd}/";

    private Prefixes() {}

    /** Firehose wants the kind of error somewhere in the prefix of errors. */
    static String errors() {
        return ERRORS + "!{firehose:error-output-type}/" + BY_DATE;
    }
}
