package dev.twospeed.stacks.vectordb;

import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import java.util.List;

/** A queue for events that were given up. */
final class DeadLetters {
    private static final int FOURTEEN_DAYS = 14 * 24 * 3600;

    private final Queue queue;

    /** Makes the queue and lets rules of EventBridge, given by name, send to it. */
    DeadLetters(String name, Scope scope, Output<String> kmsKeyArn, List<String> ruleNames, Resource parent) {
        queue = new Queue(
                name,
                QueueArgs.builder()
                        .name(scope.name(name, 80))
                        .kmsMasterKeyId(kmsKeyArn)
                        .messageRetentionSeconds(FOURTEEN_DAYS)
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(parent));
        var rules = Statement.allow("Rules")
                .service("events.amazonaws.com")
                .actions("sqs:SendMessage")
                .on(queue.arn());
        ruleNames.forEach(rule -> rules.when("ArnEquals", "aws:SourceArn", scope.arn("events", "rule/" + rule)));
        new QueuePolicy(
                name,
                QueuePolicyArgs.builder()
                        .queueUrl(queue.id())
                        .policy(new PolicyDocument()
                                .with(rules)
                                .with(Statement.deny("TlsOnly")
                                        .everybody()
                                        .actions("sqs:*")
                                        .on(queue.arn())
                                        .when("Bool", "aws:SecureTransport", "false"))
                                .json())
                        .build(),
                scope.childOf(parent));
    }

    Output<String> arn() {
        return queue.arn();
    }

    Output<String> queueName() {
        return queue.name();
    }
}
