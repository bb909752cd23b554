package dev.twospeed.local.iam;

import dev.twospeed.local.resource.AwsError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One line of a statement's {@code Condition}: an operator, a key, and the values of which one has to fit.
 *
 * @param ifExists whether a request without the key fits too
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
record Condition(String operator, boolean ifExists, String key, List<String> values) {
    private static final String IF_EXISTS = "IfExists";

    private static final Map<String, BiPredicate<String, String>> OPERATORS = Map.ofEntries(
            Map.entry("StringEquals", String::equals),
            Map.entry("StringEqualsIgnoreCase", String::equalsIgnoreCase),
            Map.entry("StringLike", Wildcards::match),
            Map.entry("ArnEquals", Wildcards::matchArn),
            Map.entry("ArnLike", Wildcards::matchArn),
            Map.entry("Bool", String::equalsIgnoreCase),
            Map.entry("NumericEquals", (wanted, found) -> compare(found, wanted) == 0),
            Map.entry("NumericLessThan", (wanted, found) -> compare(found, wanted) < 0),
            Map.entry("NumericLessThanEquals", (wanted, found) -> compare(found, wanted) <= 0),
            Map.entry("NumericGreaterThan", (wanted, found) -> compare(found, wanted) > 0),
            Map.entry("NumericGreaterThanEquals", (wanted, found) -> compare(found, wanted) >= 0));

    /** Keys that some embedded service sends, in lower case; those that end in a colon go on with a name. */
    private static final Set<String> KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalisawsservice",
            "aws:principalservicename",
            "aws:securetransport",
            "aws:sourceaccount",
            "aws:sourcearn",
            "cloudwatch:namespace",
            "kms:calleraccount",
            "kms:encryptioncontext:",
            "kms:viaservice",
            "lambda:functionurlauthtype",
            "lambda:invokedviafunctionurl",
            "lambda:sourcefunctionarn",
            "s3:delimiter",
            "s3:max-keys",
            "s3:prefix",
            "s3:x-amz-server-side-encryption",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "sts:externalid");

    /**
     * Reads a condition.
     *
     * @throws AwsError for an operator or a key that is not evaluated here: it must never count as fulfilled
     */
    static Condition of(String operator, String key, List<String> values) {
        var ifExists = operator.endsWith(IF_EXISTS);
        var plain = ifExists ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        if (!plain.equals("Null") && !OPERATORS.containsKey(positive(plain))) {
            throw notEvaluated("the condition operator " + operator);
        }
        var lower = key.toLowerCase(Locale.ROOT);
        if (KEYS.stream().noneMatch(known -> known.endsWith(":") ? lower.startsWith(known) : lower.equals(known))) {
            throw notEvaluated("the condition key " + key);
        }
        return new Condition(plain, ifExists, key, List.copyOf(values));
    }

    /** Whether a request fits. */
    boolean fits(AccessRequest request) {
        var found = request.value(key);
        if (operator.equals("Null")) {
            return values.contains(Boolean.toString(found.isEmpty()));
        }
        return found.map(this::fits).orElse(ifExists || negated(operator));
    }

    private boolean fits(String found) {
        var test = Optional.ofNullable(OPERATORS.get(positive(operator))).orElseThrow();
        return negated(operator) != values.stream().anyMatch(wanted -> test.test(wanted, found));
    }

    private static boolean negated(String operator) {
        return operator.contains("Not");
    }

    private static String positive(String operator) {
        return operator.replace("Not", "");
    }

    private static int compare(String found, String wanted) {
        return new BigDecimal(found).compareTo(new BigDecimal(wanted));
    }

    private static AwsError notEvaluated(String what) {
        return new AwsError(
                400,
                "MalformedPolicyDocument",
                "The embedded AWS does not evaluate " + what
                        + ": add it to dev.twospeed.local.iam.Condition in local/aws.");
    }
}
