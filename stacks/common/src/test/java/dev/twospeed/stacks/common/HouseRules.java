package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds for every stack; each stack's tests call it on what its program did. */
public final class HouseRules {
    private static final Set<String> WITHOUT_TAGS = Set.of(
            "aws:athena/namedQuery:NamedQuery",
            "aws:cloudwatch/dashboard:Dashboard",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:cloudwatch/logStream:LogStream",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "aws:glue/catalogTable:CatalogTable",
            "aws:glue/securityConfiguration:SecurityConfiguration",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:kms/alias:Alias",
            "aws:lambda/alias:Alias",
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "aws:lambda/functionUrl:FunctionUrl",
            "aws:lambda/invocation:Invocation",
            "aws:lambda/permission:Permission",
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
            "aws:s3/bucketLoggingV2:BucketLoggingV2",
            "aws:s3/bucketNotification:BucketNotification",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
            "aws:sns/topicPolicy:TopicPolicy",
            "aws:sns/topicSubscription:TopicSubscription",
            "aws:sqs/queuePolicy:QueuePolicy");
    private static final Set<String> STATEFUL = Set.of(
            "aws:kms/key:Key",
            "aws:s3/bucketV2:BucketV2",
            "aws:rds/instance:Instance",
            "aws:kinesis/stream:Stream",
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream");
    // Whoever adds a name here cites AWS's page beside the statement: these actions know no resource.
    private static final Set<String> STAR_STATEMENTS =
            Set.of("Traces", "Network", "NetworkInCode", "Metrics", "SeeNetwork");
    private static final Pattern STAR = Pattern.compile("\"Resource\":\"\\*\"");

    private HouseRules() {}

    /** Every resource has a parent and, where AWS takes them, tags with the environment. */
    public static void childrenAndTags(MockRun run) {
        for (var resource : run.resources()) {
            if (resource.type().startsWith("twospeed:")) {
                continue;
            }
            assertThat(resource.parent())
                    .as("parent of %s %s", resource.type(), resource.name())
                    .contains("twospeed:");
            if (WITHOUT_TAGS.contains(resource.type())) {
                continue;
            }
            assertThat(resource.input("tags"))
                    .as("tags of %s %s", resource.type(), resource.name())
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsEntry("Project", "twospeed")
                    .containsKeys("Environment", "Stack", "Name");
        }
    }

    /** Whatever holds data is protected, or nothing is. */
    public static void protection(MockRun run, boolean expected) {
        for (var resource : run.resources()) {
            if (STATEFUL.contains(resource.type())) {
                assertThat(resource.protect())
                        .as("protection of %s %s", resource.type(), resource.name())
                        .isEqualTo(expected);
            }
        }
    }

    /** No role may make log groups, and none has all resources for what knows resources. */
    public static void leastPrivilege(MockRun run) {
        for (var policy : run.resources("aws:iam/rolePolicy:RolePolicy")) {
            var text = policy.text("policy");
            assertThat(text)
                    .as(policy.name())
                    .doesNotContain("logs:CreateLogGroup")
                    .doesNotContain("\"Action\":\"*\"");
            for (var statement : statements(text)) {
                if (STAR.matcher(Json.text(statement)).find()) {
                    assertThat(STAR_STATEMENTS).as(policy.name()).contains(String.valueOf(statement.get("Sid")));
                }
            }
        }
    }

    /** Every role has the permissions boundary; null for none. */
    public static void boundary(MockRun run, @Nullable String policyArn) {
        assertThat(run.resources("aws:iam/role:Role"))
                .isNotEmpty()
                .allSatisfy(role -> assertThat(role.input("permissionsBoundary"))
                        .as("boundary of the role %s", role.name())
                        .isEqualTo(policyArn));
    }

    /** The statements of a policy. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> statements(String policy) {
        Map<String, Object> document = new com.google.gson.Gson().fromJson(policy, Map.class);
        return (List<Map<String, Object>>) document.getOrDefault("Statement", List.of());
    }
}
