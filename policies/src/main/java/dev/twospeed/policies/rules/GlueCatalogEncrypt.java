package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** A setting of the account and region: a stack that does not declare it cannot tell. */
public final class GlueCatalogEncrypt implements StackRule {
    private static final String SETTINGS = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings";

    @Override
    public Metadata metadata() {
        return Metadata.of("glue-catalog-encrypt", Severity.MEDIUM)
                .holds("The Glue catalog is encrypted, and so are the passwords of its connections.")
                .because(
                        "Names of tables and columns, and passwords of connections, are readable to whoever reaches the catalog.")
                .fix(
                        "Turn encryption of the catalog and of connection passwords on, once, outside of the stacks of an environment.")
                .implementing(Controls.wellArchitected("SEC08-BP02"))
                .see("https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html");
    }

    @Override
    public Set<String> types() {
        return Set.of("pulumi:pulumi:Stack");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(SETTINGS, settings -> encrypted(settings.get("dataCatalogEncryptionSettings")))
                        .or(stack.any(SETTINGS, settings -> Truth.TRUE).not().and(Truth.UNKNOWN)),
                "the catalog or the passwords of its connections are not encrypted");
    }

    private static Truth encrypted(Value settings) {
        return settings.at("encryptionAtRest.catalogEncryptionMode")
                .matches(mode -> mode.startsWith("SSE-KMS"))
                .and(settings.at("connectionPasswordEncryption.returnConnectionPasswordEncrypted")
                        .isTrue());
    }
}
