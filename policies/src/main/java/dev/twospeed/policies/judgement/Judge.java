package dev.twospeed.policies.judgement;

import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import dev.twospeed.policies.settings.PackSettings;
import dev.twospeed.policies.settings.RuleSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Applies the rules of a pack, as they are configured, to resources. */
public final class Judge {
    private final PackSettings settings;
    private final LocalDate today;

    /**
     * Judges by some settings.
     *
     * @param today the day on which exemptions must still hold
     */
    public Judge(PackSettings settings, LocalDate today) {
        this.settings = settings;
        this.today = today;
    }

    /** What a remedy is for. */
    public record Remedied(RuleSettings rule, Remedy remedy) {}

    /**
     * What the resource rules find about a resource's inputs.
     *
     * @throws RuleFailed when a rule throws
     */
    public List<Finding> resource(PolicyResource resource) {
        var findings = new ArrayList<Finding>();
        for (var one : settings.about(resource.type())) {
            if (one.rule() instanceof ResourceRule rule) {
                findings.add(finding(one, resource, verdict(one, resource, () -> rule.check(resource))));
            }
        }
        return findings;
    }

    /**
     * What the stack rules find about the state of a stack.
     *
     * @throws RuleFailed when a rule throws
     */
    public List<Finding> stack(StackResources stack) {
        var findings = new ArrayList<Finding>();
        for (var resource : stack.all()) {
            for (var one : settings.about(resource.type())) {
                if (one.rule() instanceof StackRule rule) {
                    findings.add(finding(one, resource, verdict(one, resource, () -> rule.check(resource, stack))));
                }
            }
        }
        return findings;
    }

    /**
     * What would put a resource right that breaks rules of the level {@link Level#REMEDIATE}; what is exempt is left as it is.
     *
     * @throws RuleFailed when a rule throws
     */
    public List<Remedied> remedies(PolicyResource resource) {
        var remedies = new ArrayList<Remedied>();
        for (var one : settings.about(resource.type())) {
            if (one.level() == Level.REMEDIATE && one.rule() instanceof ResourceRule rule) {
                var verdict = verdict(one, resource, () -> rule.check(resource));
                if (finding(one, resource, verdict).outcome() == Outcome.BROKEN) {
                    verdict(one, resource, () -> rule.remedy(resource))
                            .ifPresent(remedy -> remedies.add(new Remedied(one, remedy)));
                }
            }
        }
        return remedies;
    }

    private static <T> T verdict(RuleSettings one, PolicyResource resource, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            throw new RuleFailed(one.rule(), resource, e);
        }
    }

    private Finding finding(RuleSettings one, PolicyResource resource, Verdict verdict) {
        if (verdict instanceof Verdict.Broken broken) {
            return broken(one, resource, broken.message());
        }
        return verdict instanceof Verdict.Undecided undecided
                ? finding(one, resource, Outcome.UNDECIDED, undecided.message())
                : finding(one, resource, Outcome.KEPT, "");
    }

    private Finding broken(RuleSettings one, PolicyResource resource, String message) {
        var ended = "";
        for (var exemption : one.exemptions()) {
            if (exemption.covers(resource.urn())) {
                if (exemption.holdsOn(today)) {
                    return finding(
                            one,
                            resource,
                            Outcome.EXEMPT,
                            message + "; exempt until " + exemption.until() + ": " + exemption.reason());
                }
                ended = "; its exemption ended on " + exemption.until() + ": " + exemption.reason();
            }
        }
        return finding(one, resource, Outcome.BROKEN, message + ended);
    }

    private static Finding finding(RuleSettings one, PolicyResource resource, Outcome outcome, String message) {
        return new Finding(one.rule().metadata(), one.level(), resource, outcome, message);
    }
}
