package dev.twospeed.stacks.foundation;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.PolicyDocument;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import java.util.List;
import java.util.Map;

/**
 * The one key that everything of the environment is encrypted with.
 *
 * <p>Its policy hands decisions to IAM, so that each stack grants its own roles, and names only the services that act for nobody's
 * role.
 */
final class EncryptionKey extends Component {
    private final Key key;

    EncryptionKey(String name, Scope scope) {
        super("twospeed:foundation:EncryptionKey", name);
        key = new Key(
                name,
                KeyArgs.builder()
                        .description("All data of twospeed " + scope.environment())
                        .enableKeyRotation(true)
                        .deletionWindowInDays(scope.protectData() ? 30 : 7)
                        .policy(policy(scope))
                        .tags(scope.tags(name))
                        .build(),
                // Final snapshots and versions of objects outlive their stacks, and are worth nothing without the key.
                CustomResourceOptions.builder()
                        .parent(this)
                        .protect(scope.protectData())
                        .retainOnDelete(scope.protectData())
                        .build());
        new Alias(
                name,
                AliasArgs.builder()
                        .name("alias/" + scope.name("data", 200))
                        .targetKeyId(key.keyId())
                        .build(),
                scope.childOf(this));
        registerOutputs(Map.of());
    }

    Output<String> arn() {
        return key.arn();
    }

    private static Output<String> policy(Scope scope) {
        var policy = new PolicyDocument()
                .with(Statement.allow("Account")
                        .principal(
                                scope.account().applyValue(id -> "arn:" + scope.partition() + ":iam::" + id + ":root"))
                        .actions("kms:*")
                        .on("*"))
                .with(Statement.allow("Logs")
                        .service("logs." + scope.region() + ".amazonaws.com")
                        .actions(
                                "kms:Encrypt",
                                "kms:Decrypt",
                                "kms:ReEncrypt*",
                                "kms:GenerateDataKey*",
                                "kms:DescribeKey")
                        .on("*")
                        .when(
                                "ArnLike",
                                "kms:EncryptionContext:aws:logs:arn",
                                scope.arn("logs", "log-group:/*" + scope.name("*", 200))));
        // These publish to the encrypted alarm topic. CloudWatch and RDS events send no source keys that a condition
        // could
        // use: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
        for (var service : List.of("cloudwatch", "events", "events.rds", "budgets")) {
            policy.with(Statement.allow("Publish" + service.replace(".", ""))
                    .service(service + ".amazonaws.com")
                    .actions("kms:Decrypt", "kms:GenerateDataKey*")
                    .on("*"));
        }
        return policy.json();
    }
}
