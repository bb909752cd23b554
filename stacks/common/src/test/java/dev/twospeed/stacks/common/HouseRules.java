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
            "aws:s3/bucketMetric:BucketMetric",
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
    // Made anew by the next deployment or the next run; logs and dead letters are kept only for a time anyway.
    private static final Set<String> STATELESS = Set.of(
            "aws:athena/namedQuery:NamedQuery",
            "aws:athena/workgroup:Workgroup",
            "aws:budgets/budget:Budget",
            "aws:cloudwatch/compositeAlarm:CompositeAlarm",
            "aws:cloudwatch/dashboard:Dashboard",
            "aws:cloudwatch/eventRule:EventRule",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:cloudwatch/logGroup:LogGroup",
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
            "aws:cloudwatch/logStream:LogStream",
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            "aws:ec2/flowLog:FlowLog",
            "aws:ec2/routeTable:RouteTable",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "aws:ec2/securityGroup:SecurityGroup",
            "aws:ec2/subnet:Subnet",
            "aws:ec2/vpc:Vpc",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "aws:glue/catalogDatabase:CatalogDatabase",
            "aws:glue/catalogTable:CatalogTable",
            "aws:glue/connection:Connection",
            "aws:glue/job:Job",
            "aws:glue/securityConfiguration:SecurityConfiguration",
            "aws:glue/trigger:Trigger",
            "aws:glue/workflow:Workflow",
            "aws:iam/role:Role",
            "aws:iam/rolePolicy:RolePolicy",
            "aws:kms/alias:Alias",
            "aws:lambda/alias:Alias",
            "aws:lambda/function:Function",
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "aws:lambda/functionUrl:FunctionUrl",
            "aws:lambda/invocation:Invocation",
            "aws:lambda/permission:Permission",
            "aws:rds/eventSubscription:EventSubscription",
            "aws:rds/parameterGroup:ParameterGroup",
            "aws:rds/subnetGroup:SubnetGroup",
            "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
            "aws:s3/bucketLoggingV2:BucketLoggingV2",
            "aws:s3/bucketMetric:BucketMetric",
            "aws:s3/bucketNotification:BucketNotification",
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "aws:s3/bucketPolicy:BucketPolicy",
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
            "aws:s3/bucketVersioningV2:BucketVersioningV2",
            "aws:sns/topic:Topic",
            "aws:sns/topicPolicy:TopicPolicy",
            "aws:sns/topicSubscription:TopicSubscription",
            "aws:sqs/queue:Queue",
            "aws:sqs/queuePolicy:QueuePolicy",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    // Whoever adds a name here cites AWS's page beside the statement: these actions know no resource.
    private static final Set<String> STAR_STATEMENTS =
            Set.of("Traces", "Network", "NetworkInCode", "Metrics", "SeeNetwork");
    // RDS makes the one group of all instances' enhanced monitoring itself; a stack that made it would collide with
    // another.
    private static final String SHARED_LOG_GROUP = "MonitoringGroup";
    private static final Pattern STAR = Pattern.compile("\"Resource\":\"\\*\"");

    // Names that AWS knows once an account, whatever the region, or once in the world.
    private static final Map<String, String> GLOBAL_NAMES = Map.of(
            "aws:budgets/budget:Budget", "name",
            "aws:cloudwatch/dashboard:Dashboard", "dashboardName",
            "aws:iam/role:Role", "name",
            "aws:s3/bucketV2:BucketV2", "bucket");
    // Named within a role.
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final Pattern GLOBAL_SERVICE = Pattern.compile("aws:(iam|budgets|route53|cloudfront)/.*");

    private HouseRules() {}

    /** The same environment in two regions: what AWS knows without a region has another name in each. */
    public static void regions(MockRun here, MockRun there) {
        var names = globalNames(here);
        assertThat(names).isNotEmpty().doesNotContainAnyElementsOf(globalNames(there));
        assertThat(names).doesNotHaveDuplicates();
    }

    private static List<String> globalNames(MockRun run) {
        assertThat(run.resources())
                .extracting(MockRun.Registered::type)
                .filteredOn(type -> GLOBAL_SERVICE.matcher(type).matches() && !type.equals(ROLE_POLICY))
                .as("types whose names are to be compared")
                .isSubsetOf(GLOBAL_NAMES.keySet());
        return run.resources().stream()
                .filter(resource -> GLOBAL_NAMES.containsKey(resource.type()))
                .map(resource -> resource.type() + " " + resource.text(GLOBAL_NAMES.get(resource.type())))
                .toList();
    }

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

    /** Whatever holds data is protected, or nothing is; a type of which nobody has said whether it holds data fails. */
    public static void protection(MockRun run, boolean expected) {
        for (var resource : run.resources()) {
            if (resource.type().startsWith("aws:") && !STATELESS.contains(resource.type())) {
                assertThat(STATEFUL)
                        .as("add %s to the types that hold data, or to those that hold none", resource.type())
                        .contains(resource.type());
            }
            if (STATEFUL.contains(resource.type())) {
                assertThat(resource.protect())
                        .as("protection of %s %s", resource.type(), resource.name())
                        .isEqualTo(expected);
            }
        }
    }

    /** No role may make log groups but RDS's own, and none has all resources for what knows resources. */
    public static void leastPrivilege(MockRun run) {
        for (var policy : run.resources("aws:iam/rolePolicy:RolePolicy")) {
            var text = policy.text("policy");
            assertThat(text).as(policy.name()).doesNotContain("\"Action\":\"*\"");
            for (var statement : statements(text)) {
                if (!SHARED_LOG_GROUP.equals(statement.get("Sid"))) {
                    assertThat(Json.text(statement)).as(policy.name()).doesNotContain("logs:CreateLogGroup");
                }
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
