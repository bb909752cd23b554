package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** What is cached is a copy of the table. */
public final class DynamodbCacheEncrypt implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("dynamodb-cache-encrypt", Severity.MEDIUM)
                .holds("DynamoDB caches are encrypted.")
                .because("What the table protects lies open in its cache.")
                .fix("Set serverSideEncryption.enabled to true; changing it replaces the cluster.")
                .implementing(Controls.fsbp("DynamoDB.3"), Controls.cdkNag("AwsSolutions-DDB4"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:dax/cluster:Cluster");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.at("serverSideEncryption.enabled").isTrue(), "serverSideEncryption is not enabled");
    }
}
