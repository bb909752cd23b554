package dev.twospeed.local.firehose;

import dev.twospeed.local.resource.AwsError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prefix of delivered objects with Firehose's expressions in it; times are UTC.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html">AWS: custom prefixes</a>
 */
final class S3Prefix {
    private static final Pattern EXPRESSION = Pattern.compile("!\\{(\\w+):([^}]*)}");
    private static final String HOUR = "!{timestamp:yyyy/MM/dd/HH/}";
    private static final String ERROR_TYPE = "!{firehose:error-output-type}";

    private final String template;

    private S3Prefix(String template) {
        this.template = template;
    }

    /** The prefix of delivered records, or of the source backup. */
    static S3Prefix ofRecords(String stream, String prefix) {
        if (prefix.contains(ERROR_TYPE)) {
            throw refusal(stream, "Prefix cannot contain " + ERROR_TYPE + ": found '" + prefix + "'");
        }
        check(stream, prefix);
        return new S3Prefix(prefix.contains("!{timestamp:") ? prefix : prefix + HOUR);
    }

    /** The prefix of records that could not be processed. */
    static S3Prefix ofErrors(String stream, String prefix, String errorPrefix) {
        if (errorPrefix.isEmpty()) {
            if (prefix.contains("!{")) {
                throw refusal(
                        stream, "ErrorOutputPrefix is required when Prefix contains expressions: '" + prefix + "'");
            }
            return new S3Prefix(prefix + ERROR_TYPE + "/" + HOUR);
        }
        check(stream, errorPrefix);
        if (!errorPrefix.contains("!{")) {
            return new S3Prefix(errorPrefix + ERROR_TYPE + "/" + HOUR);
        }
        if (!errorPrefix.contains(ERROR_TYPE)) {
            throw refusal(
                    stream,
                    "ErrorOutputPrefix with expressions must contain " + ERROR_TYPE + ": '" + errorPrefix + "'");
        }
        return new S3Prefix(errorPrefix);
    }

    private static void check(String stream, String prefix) {
        var rest = EXPRESSION.matcher(prefix).replaceAll("");
        if (rest.contains("!{")) {
            throw refusal(stream, "!{ may only begin an expression !{namespace:value}: found '" + prefix + "'");
        }
        var evaluated = new S3Prefix(prefix).evaluate(stream, Instant.EPOCH, "processing-failed");
        if (evaluated.length() > 512) {
            throw refusal(stream, "A prefix may have 512 characters when evaluated; found " + evaluated.length());
        }
    }

    String evaluate(String stream, Instant oldestArrival, String errorType) {
        return EXPRESSION
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1) + ":" + match.group(2)) {
                            case "firehose:error-output-type" -> errorType;
                            case "firehose:random-string" ->
                                UUID.randomUUID().toString().replace("-", "").substring(0, 11);
                            default -> time(stream, match.group(1), match.group(2), oldestArrival);
                        }));
    }

    private static String time(String stream, String namespace, String pattern, Instant time) {
        if (!namespace.equals("timestamp")) {
            throw refusal(
                    stream,
                    "The embedded Firehose does not know the expression !{" + namespace + ":" + pattern
                            + "}; it knows timestamp, firehose:error-output-type and firehose:random-string");
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(time);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refusal(stream, "!{timestamp:" + pattern + "} is no date pattern: " + e.getMessage());
        }
    }

    private static AwsError refusal(String stream, String why) {
        return new AwsError(400, "InvalidArgumentException", "Delivery stream " + stream + ": " + why);
    }
}
