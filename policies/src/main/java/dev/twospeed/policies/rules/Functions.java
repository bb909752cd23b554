package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.Truth;

/** How Lambda functions and what calls them belong together. */
final class Functions {
    static final String TYPE = "aws:lambda/function:Function";
    static final String ALIAS = "aws:lambda/alias:Alias";
    static final String PERMISSION = "aws:lambda/permission:Permission";

    /** What the outputs of a function are called by which others name it. */
    private static final String[] NAMES = {"name", "arn", "id", "invokeArn", "qualifiedArn"};

    private Functions() {}

    /** Whether a property of another resource names the function or an alias of it. */
    static Truth named(PolicyResource from, String property, PolicyResource function, StackResources stack) {
        var direct = stack.refers(from, property, function, NAMES);
        var byAlias = stack.any(
                ALIAS,
                alias -> stack.refers(from, property, alias, "arn", "invokeArn", "name")
                        .and(stack.refers(alias, "functionName", function, NAMES)));
        return direct.or(byAlias);
    }

    /** Whether a permission lets a service call the function. */
    static Truth letsIn(PolicyResource permission, String service, PolicyResource function, StackResources stack) {
        return permission.get("principal").is(service).and(named(permission, "function", function, stack));
    }

    /** Whether events of others reach the function, which nobody sends again: not a schedule, which comes again by itself. */
    static Truth getsEvents(PolicyResource function, StackResources stack) {
        var byRule = stack.any(
                "aws:cloudwatch/eventTarget:EventTarget",
                target -> named(target, "arn", function, stack).and(hasPattern(target, stack)));
        var bySubscription = stack.any(
                "aws:sns/topicSubscription:TopicSubscription",
                subscription -> named(subscription, "endpoint", function, stack));
        return byRule.or(bySubscription)
                .or(stack.any(PERMISSION, permission -> letsIn(permission, "s3.amazonaws.com", function, stack)))
                .or(stack.any(PERMISSION, permission -> letsIn(permission, "sns.amazonaws.com", function, stack)));
    }

    private static Truth hasPattern(PolicyResource target, StackResources stack) {
        return stack.any(
                "aws:cloudwatch/eventRule:EventRule",
                rule -> stack.refers(target, "rule", rule, "name", "id")
                        .and(rule.get("eventPattern").isPresent()));
    }

    /** Whether callers from outside, whose number nobody bounds, reach the function. */
    static Truth servesCallers(PolicyResource function, StackResources stack) {
        return stack.any("aws:lambda/functionUrl:FunctionUrl", url -> named(url, "functionName", function, stack))
                .or(stack.any(
                        "aws:lambda/eventSourceMapping:EventSourceMapping",
                        mapping -> named(mapping, "functionName", function, stack)))
                .or(stack.any(
                        PERMISSION,
                        permission -> permission
                                .get("principal")
                                .matches(principal -> !principal.matches("(events|scheduler)\\.amazonaws\\.com"))
                                .and(named(permission, "function", function, stack))));
    }
}
