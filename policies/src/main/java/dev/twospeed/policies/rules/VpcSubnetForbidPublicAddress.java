package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.Verdict;
import java.util.Optional;
import java.util.Set;

/** What is started in the subnet gets a public address only where it asks for one. */
public final class VpcSubnetForbidPublicAddress implements ResourceRule {
    @Override
    public Metadata metadata() {
        return Metadata.of("vpc-subnet-forbid-public-address", Severity.MEDIUM)
                .holds("Subnets give out no public addresses by themselves.")
                .because("Whatever somebody starts there is on the internet.")
                .fix("Set mapPublicIpOnLaunch to false, or leave it out.")
                .implementing(Controls.fsbp("EC2.15"));
    }

    @Override
    public Set<String> types() {
        return Set.of("aws:ec2/subnet:Subnet");
    }

    @Override
    public Verdict check(PolicyResource it) {
        return Verdict.mustNotHold(it.get("mapPublicIpOnLaunch").isTrue(), "mapPublicIpOnLaunch is true");
    }

    @Override
    public Optional<Remedy> remedy(PolicyResource it) {
        return Optional.of(Remedy.set("mapPublicIpOnLaunch", false));
    }
}
