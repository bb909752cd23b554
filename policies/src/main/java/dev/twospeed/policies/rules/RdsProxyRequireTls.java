package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** A proxy would otherwise take connections in the clear. */
public final class RdsProxyRequireTls implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("rds-proxy-require-tls", Severity.MEDIUM)
                .holds("RDS proxies take connections by TLS only.")
                .because("What a client sends in the clear, its password among it, is read on the way.")
                .fix("Set requireTls to true.")
                .implementing(Controls.fsbp("RDS.43"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:rds/proxy:Proxy");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustHold(it.get("requireTls").isTrue(), "requireTls is not true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("requireTls", true));
    }
}
