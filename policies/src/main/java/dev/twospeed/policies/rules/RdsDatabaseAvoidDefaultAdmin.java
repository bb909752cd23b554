package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Locale;
import java.util.Set;

/** No user name that every scanner tries first. */
public final class RdsDatabaseAvoidDefaultAdmin implements ResourceRule {
    private static final Set<String> DEFAULTS = Set.of("admin", "administrator", "postgres", "root", "sa");

    @Override
    public Metadata metadata() {
        return Metadata.of("rds-database-avoid-default-admin", Severity.MEDIUM)
                .holds("The master user of an RDS database has a name of its own.")
                .because("Who need not guess the name has half of the login.")
                .fix(
                        "Give username another value than admin, administrator, postgres, root, sa; changing it replaces the database.")
                .implementing(Controls.fsbp("RDS.24"), Controls.fsbp("RDS.25"));
    }

    @Override
    public Set<String> types() {
        return Databases.TYPES;
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(
                isDefault(it.get("username")).or(isDefault(it.get("masterUsername"))),
                "the master user has a name that is a default");
    }

    private static Truth isDefault(Value name) {
        return name.matches(text -> DEFAULTS.contains(text.toLowerCase(Locale.ROOT)));
    }
}
