package dev.twospeed.local.messaging;

import dev.twospeed.local.iam.AccessKeys;
import java.util.Map;

/**
 * Who sends a message, as policies see it.
 *
 * @param principal ARN of a role or user, or a service such as {@code cloudwatch.amazonaws.com}
 * @param source what policies of topics and queues can ask about whom a service acts for, by condition key
 */
public record Sender(String principal, Map<String, String> source) {
    private static final String SOURCE_ARN = "aws:SourceArn";
    private static final String SOURCE_ACCOUNT = "aws:SourceAccount";

    /** A role or user. */
    public static Sender of(String principalArn) {
        return new Sender(principalArn, Map.of());
    }

    /** A service that acts for a resource of the account, and says so. */
    public static Sender service(String name, String sourceArn) {
        return new Sender(name, Map.of(SOURCE_ARN, sourceArn, SOURCE_ACCOUNT, AccessKeys.ACCOUNT));
    }

    /**
     * EventBridge, which sends the ARN of the rule and no account.
     *
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">Policies for
     *     EventBridge's targets</a>
     */
    public static Sender rule(String ruleArn) {
        return new Sender("events.amazonaws.com", Map.of(SOURCE_ARN, ruleArn));
    }

    boolean isService() {
        return !principal.startsWith("arn:");
    }
}
