package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What the database says outlives it. */
public final class RdsDatabaseExportLogs implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-export-logs", Severity.MEDIUM)
                .holds("RDS databases send logs to CloudWatch.")
                .because("Logs that stay on the instance are gone when it is, which is when they are needed.")
                .fix("Name logs of the engine in enabledCloudwatchLogsExports.")
                .implementing(Controls.fsbp("RDS.9"), Controls.fsbp("RDS.36"), Controls.cdkNag("AwsSolutions-RDS16"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("enabledCloudwatchLogsExports").hasItems(1), "no log is sent to CloudWatch");
    }
}
