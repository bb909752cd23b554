package dev.twospeed.stacks.foundation;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import java.util.Map;

/** Where every alarm and failed job arrives. */
final class AlarmTopic extends Component {
    private final Topic topic;
    private final TopicPolicy policy;

    AlarmTopic(String name, Scope scope, Output<String> kmsKeyArn, String email) {
        super("twospeed:foundation:AlarmTopic", name);
        var child = scope.childOf(this);
        topic = new Topic(
                name,
                TopicArgs.builder()
                        .name(scope.name(name, 256))
                        .kmsMasterKeyId(kmsKeyArn)
                        .tags(scope.tags(name))
                        .build(),
                child);
        policy = new TopicPolicy(
                name,
                TopicPolicyArgs.builder().arn(topic.arn()).policy(policy(scope)).build(),
                child);
        if (!email.isEmpty()) {
            new TopicSubscription(
                    name + "-email",
                    TopicSubscriptionArgs.builder()
                            .topic(topic.arn())
                            .protocol("email")
                            .endpoint(email)
                            .build(),
                    child);
        }
        registerOutputs(Map.of());
    }

    Output<String> arn() {
        return topic.arn();
    }

    /** What must be there before anybody can publish. */
    Resource policy() {
        return policy;
    }

    private Output<String> policy(Scope scope) {
        return new PolicyDocument()
                .with(publish("Alarms", "cloudwatch").when("StringEquals", "aws:SourceAccount", scope.account()))
                // EventBridge sends the rule's ARN and no account.
                .with(publish("Rules", "events").when("ArnLike", "aws:SourceArn", scope.arn("events", "rule/*")))
                .with(publish("DatabaseEvents", "events.rds")
                        .when("StringEquals", "aws:SourceAccount", scope.account()))
                .with(publish("Budgets", "budgets").when("StringEquals", "aws:SourceAccount", scope.account()))
                .with(Statement.deny("TlsOnly")
                        .everybody()
                        .actions("sns:Publish")
                        .on(topic.arn())
                        .when("Bool", "aws:SecureTransport", "false"))
                .json();
    }

    private Statement publish(String id, String service) {
        return Statement.allow(id)
                .service(service + ".amazonaws.com")
                .actions("sns:Publish")
                .on(topic.arn());
    }
}
