package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Set;

/** The parameter group refuses connections without TLS; a group of another stack cannot be seen. */
public final class RdsInstanceForceTls implements StackRule {
    private static final String GROUP = "aws:rds/parameterGroup:ParameterGroup";
    private static final Set<String> SETTINGS = Set.of("rds.force_ssl", "require_secure_transport");
    private static final Set<String> ON = Set.of("1", "on", "ON");

    @Override
    public Metadata metadata() {
        return Metadata.of("rds-instance-force-tls", Severity.MEDIUM)
                .holds("RDS instances refuse connections without TLS.")
                .because("What a client sends in the clear, its password among it, is read on the way.")
                .fix(
                        "Use a ParameterGroup with rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) set to 1.")
                .implementing(
                        Controls.securityHub("RDS.38"),
                        Controls.securityHub("RDS.39"),
                        Controls.fsbp("RDS.41"),
                        Controls.fsbp("RDS.44"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/instance:Instance");
    }

    @Override
    public Verdict check(PolicyResource it, StackResources stack) {
        return Verdict.mustHold(
                stack.any(GROUP, group -> belongs(group, it, stack).and(forces(group)))
                        .or(elsewhere(it, stack)),
                "no parameter group of this stack forces TLS");
    }

    private static Truth belongs(PolicyResource group, PolicyResource it, StackResources stack) {
        return stack.refers(it, "parameterGroupName", group, "name", "id");
    }

    private static Truth forces(PolicyResource group) {
        return group.get("parameters")
                .any(parameter -> parameter
                        .get("name")
                        .matches(SETTINGS::contains)
                        .and(parameter.get("value").matches(ON::contains)));
    }

    private static Truth elsewhere(PolicyResource it, StackResources stack) {
        var here = stack.any(GROUP, group -> belongs(group, it, stack));
        var named = it.get("parameterGroupName");
        var own = named.isPresent()
                .and(named.matches(name -> name.startsWith("default.")).not());
        return own.and(here.not()).and(Truth.UNKNOWN);
    }
}
