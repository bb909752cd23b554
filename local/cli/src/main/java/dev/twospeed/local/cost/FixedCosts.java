package dev.twospeed.local.cost;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;

/** What resources cost by being there, for a month. */
final class FixedCosts {
    static final double HOURS = 730;
    // About what RDS writes for one instance each time:
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html
    private static final double MONITORING_BYTES = 10_000;
    private static final double GIGABYTE = 1e9;

    private static final Map<String, BiConsumer<Bill, StackExport.Deployed>> RULES = Map.of(
            "aws:rds/instance:Instance", FixedCosts::database,
            "aws:ec2/vpcEndpoint:VpcEndpoint", FixedCosts::endpoint,
            "aws:kms/key:Key", (bill, key) -> bill.add(key, "key", "kms.key", 1),
            "aws:secretsmanager/secret:Secret",
                    (bill, secret) -> bill.add(secret, "secret", "secretsmanager.secret", 1),
            "aws:kinesis/stream:Stream", FixedCosts::stream,
            "aws:cloudwatch/metricAlarm:MetricAlarm", FixedCosts::alarm,
            "aws:cloudwatch/dashboard:Dashboard",
                    (bill, dashboard) -> bill.add(dashboard, "dashboard", "cloudwatch.dashboard", 1));

    private FixedCosts() {}

    static Optional<BiConsumer<Bill, StackExport.Deployed>> of(String type) {
        return Optional.ofNullable(RULES.get(type));
    }

    private static void database(Bill bill, StackExport.Deployed database) {
        var in = database.inputs();
        var instanceClass = in.path("instanceClass").asText();
        var engine = in.path("engine").asText();
        // A standby costs what the instance costs, and keeps the storage a second time.
        var copies = in.path("multiAz").asBoolean() ? 2 : 1;
        var zones = copies == 2 ? ", two zones" : "";
        bill.add(database, engine + " " + instanceClass + zones, "rds." + engine + "." + instanceClass, copies * HOURS);
        bill.add(
                database,
                "storage " + in.path("storageType").asText() + zones,
                "rds.storage." + in.path("storageType").asText(),
                copies * in.path("allocatedStorage").asDouble());
        if (in.path("manageMasterUserPassword").asBoolean()) {
            bill.add(database, "secret of the master user", "secretsmanager.secret", 1);
        }
        if (in.path("databaseInsightsMode").asText().equals("advanced")) {
            bill.add(database, "Database Insights, advanced", "rds.insights.advanced", vcpus(instanceClass) * HOURS);
        }
        var interval = in.path("monitoringInterval").asDouble();
        if (interval > 0) {
            bill.add(
                    database,
                    "enhanced monitoring every " + (int) interval + " s",
                    "cloudwatch.logs.ingestion",
                    copies * HOURS * 3600 / interval * MONITORING_BYTES / GIGABYTE);
        }
    }

    private static int vcpus(String instanceClass) {
        var size = instanceClass.substring(instanceClass.lastIndexOf('.') + 1);
        if (size.endsWith("xlarge")) {
            var times = size.substring(0, size.length() - "xlarge".length());
            return 4 * (times.isEmpty() ? 1 : Integer.parseInt(times));
        }
        return 2;
    }

    private static void endpoint(Bill bill, StackExport.Deployed endpoint) {
        if (endpoint.inputs().path("vpcEndpointType").asText("Gateway").equals("Interface")) {
            var zones = endpoint.inputs().path("subnetIds").size();
            bill.add(endpoint, "interface endpoint in " + zones + " zones", "vpc.interface-endpoint", zones * HOURS);
        }
    }

    private static void stream(Bill bill, StackExport.Deployed stream) {
        var in = stream.inputs();
        var longer = in.path("retentionPeriod").asInt(24) > 24;
        if (in.path("streamModeDetails")
                .path("streamMode")
                .asText("PROVISIONED")
                .equals("ON_DEMAND")) {
            bill.add(stream, "on-demand stream", "kinesis.on-demand.stream", HOURS);
            return;
        }
        var shards = in.path("shardCount").asDouble(1);
        bill.add(stream, "shards", "kinesis.shard", shards * HOURS);
        if (longer) {
            bill.add(stream, "retention beyond a day", "kinesis.shard.retention-to-7-days", shards * HOURS);
        }
    }

    private static void alarm(Bill bill, StackExport.Deployed alarm) {
        var queries = alarm.inputs().path("metricQueries");
        var metrics = StreamSupport.stream(queries.spliterator(), false)
                .filter(query -> query.has("metric"))
                .count();
        bill.add(alarm, "alarm", "cloudwatch.alarm", Math.max(1, metrics));
    }
}
