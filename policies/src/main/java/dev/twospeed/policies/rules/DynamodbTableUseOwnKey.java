package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A key of your own decides who reads the table, besides its policy. */
public final class DynamodbTableUseOwnKey implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("dynamodb-table-use-own-key", Severity.LOW)
                .holds("DynamoDB tables are encrypted with a key of your own.")
                .because("With the key of AWS there is no second lock and no record of who opened it.")
                .fix("Set serverSideEncryption.enabled to true with a kmsKeyArn.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:dynamodb/table:Table");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(
                it.at("serverSideEncryption.enabled")
                        .isTrue()
                        .and(it.at("serverSideEncryption.kmsKeyArn").isPresent()),
                "the table has no key of its own");
    }
}
