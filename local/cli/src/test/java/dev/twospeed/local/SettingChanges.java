package dev.twospeed.local;

import dev.twospeed.local.cloud.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** For each setting of the stacks another value than production's that may be set at any time, or why there is none. */
final class SettingChanges {
    private static final Pattern KEY = Pattern.compile("  (twospeed[a-z-]*:\\w+):");

    /** Another value of every setting whose change replaces nothing that holds data. */
    static final Map<String, String> SAFE = Map.ofEntries(
            Map.entry("twospeed:alarmEmail", "others@example.com"),
            Map.entry("twospeed:budgetMonthlyUsd", "900"),
            Map.entry("twospeed:endpoints", "full"),
            Map.entry("twospeed:logRetentionDays", "180"),
            Map.entry("twospeed:permissionsBoundaryArn", "arn:aws:iam::000000000000:policy/bound"),
            Map.entry("twospeed:protectData", "false"),
            Map.entry("twospeed:sourceDatabase", "othershop"),
            Map.entry("twospeed:sourceEndpoint", "other.example.com"),
            Map.entry("twospeed:sourcePort", "3307"),
            Map.entry(
                    "twospeed:sourceSecretArn",
                    "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/other-a1B2c3"),
            Map.entry("twospeed-etl:etlExecutionClass", "standard"),
            Map.entry("twospeed-etl:etlMaxRetries", "2"),
            Map.entry("twospeed-etl:etlTimeoutMinutes", "90"),
            Map.entry("twospeed-etl:etlWorker", "g-2x"),
            Map.entry("twospeed-etl:etlWorkers", "6"),
            Map.entry("twospeed-etl:logRetentionDays", "180"),
            Map.entry("twospeed-etl:permissionsBoundaryArn", "arn:aws:iam::000000000000:policy/bound"),
            Map.entry("twospeed-etl:protectData", "false"),
            Map.entry("twospeed-etl:modelAlarmHours", "80"),
            Map.entry("twospeed-etl:qualityGate", "warn"),
            Map.entry("twospeed-etl:rank", "32"),
            Map.entry("twospeed-etl:schedule", "cron(30 3 * * ? *)"),
            Map.entry("twospeed-etl:scheduled", "false"),
            Map.entry("twospeed-etl:seed", "8"),
            Map.entry("twospeed-etl:snapshotAlarmHours", "48"),
            Map.entry("twospeed-etl:trainAfterEtl", "false"),
            Map.entry("twospeed-etl:trainingExecutionClass", "flex"),
            Map.entry("twospeed-etl:trainingMaxRetries", "0"),
            Map.entry("twospeed-etl:trainingTimeoutMinutes", "90"),
            Map.entry("twospeed-etl:trainingWorker", "g-1x"),
            Map.entry("twospeed-etl:trainingWorkers", "6"),
            Map.entry("twospeed-vector-db:backupDays", "21"),
            Map.entry("twospeed-vector-db:databaseInsights", "advanced"),
            Map.entry("twospeed-vector-db:instanceClass", "db.m7g.xlarge"),
            Map.entry("twospeed-vector-db:keepVersions", "2"),
            Map.entry("twospeed-vector-db:loaderFunctionEmbeddings", "1000000"),
            Map.entry("twospeed-vector-db:loaderFunctionItems", "100000"),
            Map.entry("twospeed-vector-db:loaderMemoryMegabytes", "3008"),
            Map.entry("twospeed-vector-db:loaderReservedConcurrency", "-1"),
            Map.entry("twospeed-vector-db:loadingJobTimeoutMinutes", "90"),
            Map.entry("twospeed-vector-db:logRetentionDays", "180"),
            Map.entry("twospeed-vector-db:maxStorageGigabytes", "900"),
            Map.entry("twospeed-vector-db:monitoringSeconds", "30"),
            Map.entry("twospeed-vector-db:multiAz", "false"),
            Map.entry("twospeed-vector-db:permissionsBoundaryArn", "arn:aws:iam::000000000000:policy/bound"),
            Map.entry("twospeed-vector-db:protectData", "false"),
            Map.entry("twospeed-vector-db:storageGigabytes", "60"),
            Map.entry("twospeed-streaming-inference:deliveryBufferMegabytes", "32"),
            Map.entry("twospeed-streaming-inference:deliveryBufferSeconds", "90"),
            Map.entry("twospeed-streaming-inference:errorsKeptDays", "30"),
            Map.entry("twospeed-streaming-inference:recommendationsKeptDays", "0"),
            Map.entry("twospeed-streaming-inference:sourceKeptDays", "31"),
            Map.entry("twospeed-streaming-inference:inferenceCallers", "[\"arn:aws:iam::000000000000:role/other\"]"),
            Map.entry("twospeed-streaming-inference:inferenceMemoryMegabytes", "2048"),
            Map.entry("twospeed-streaming-inference:inferenceReservedConcurrency", "40"),
            Map.entry("twospeed-streaming-inference:logRetentionDays", "180"),
            Map.entry("twospeed-streaming-inference:permissionsBoundaryArn", "arn:aws:iam::000000000000:policy/bound"),
            Map.entry("twospeed-streaming-inference:processorBufferMegabytes", "0.3"),
            Map.entry("twospeed-streaming-inference:processorBufferSeconds", "20"),
            Map.entry("twospeed-streaming-inference:processorRetries", "5"),
            Map.entry("twospeed-streaming-inference:protectData", "false"),
            Map.entry("twospeed-streaming-inference:recommendationsPerEvent", "12"),
            Map.entry("twospeed-streaming-inference:retentionHours", "240"),
            Map.entry("twospeed-streaming-inference:shards", "2"),
            Map.entry("twospeed-streaming-inference:streamMode", "provisioned"),
            Map.entry("twospeed-streaming-inference:transformMemoryMegabytes", "2048"),
            Map.entry("twospeed-streaming-inference:transformReservedConcurrency", "40"));

    /** Settings that are chosen once, each with the reason. */
    static final Map<String, String> CHOSEN_ONCE = Map.ofEntries(
            Map.entry("twospeed:vpcCidr", "a VPC's block cannot be changed"),
            Map.entry(
                    "twospeed:availabilityZoneCount",
                    "the subnets share the VPC's block, so their number decides where they lie"),
            Map.entry("twospeed:existingVpcId", "everything would move to another network"),
            Map.entry("twospeed:existingVpcEndpoints", "it belongs to existingVpcId"),
            Map.entry("twospeed:existingRouteTableIds", "they belong to existingVpcId"),
            Map.entry("twospeed:existingSubnetIds", "they belong to existingVpcId"),
            Map.entry("twospeed:existingEndpointSecurityGroupId", "it belongs to existingVpcId"),
            Map.entry("twospeed:sourceSecurityGroupId", "rules are made anew in the other group"),
            Map.entry("twospeed:additionalDatabaseCa", "a file that production has not"),
            Map.entry("twospeed:sampleSource", "production has a shop of its own"),
            Map.entry("twospeed:sampleSourceInstanceClass", "production has a shop of its own"),
            Map.entry("twospeed:sampleSourceBackupDays", "production has a shop of its own"));

    private SettingChanges() {}

    /** The settings that the stack's Pulumi.yaml declares. */
    static List<String> declared(Path root, Stack stack) throws IOException {
        return Files.readAllLines(stack.in(root).resolve("Pulumi.yaml")).stream()
                .map(KEY::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }
}
