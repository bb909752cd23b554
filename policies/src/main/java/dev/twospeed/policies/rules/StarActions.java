package dev.twospeed.policies.rules;

import java.util.List;
import java.util.Map;

/**
 * Actions that can only be allowed on every resource, each with the page that says so: the written evidence for a wildcard.
 *
 * <p>Source: service authorization reference, actions without a resource type.
 */
final class StarActions {
    private static final String REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_";

    /** Patterns of actions, by their evidence. */
    static final Map<String, List<String>> BY_EVIDENCE = Map.of(
            REFERENCE + "awsx-ray.html",
            List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSampling*"),
            REFERENCE + "amazonec2.html",
            List.of("ec2:Describe*"),
            // Lambda joins a VPC by calls that it demands on every resource before it knows one.
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions",
            List.of(
                    "ec2:CreateNetworkInterface",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses"),
            REFERENCE + "amazoncloudwatch.html",
            List.of("cloudwatch:PutMetricData", "cloudwatch:GetMetricData", "cloudwatch:ListMetrics"),
            REFERENCE + "amazoncloudwatchlogs.html",
            List.of("logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy"),
            REFERENCE + "amazons3.html",
            List.of("s3:ListAllMyBuckets", "s3:GetAccountPublicAccessBlock"),
            REFERENCE + "awskeymanagementservice.html",
            List.of("kms:ListKeys", "kms:ListAliases", "kms:GenerateRandom", "kms:CreateKey"),
            REFERENCE + "amazonelasticcontainerregistry.html",
            List.of("ecr:GetAuthorizationToken"),
            REFERENCE + "awssecuritytokenservice.html",
            List.of("sts:GetCallerIdentity"));

    private StarActions() {}

    static boolean has(String action) {
        return BY_EVIDENCE.values().stream()
                .flatMap(List::stream)
                .anyMatch(pattern -> AccessPolicies.covers(pattern, action));
    }
}
