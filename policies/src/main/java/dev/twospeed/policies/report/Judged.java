package dev.twospeed.policies.report;

import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.sdk.Level;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in one stack.
 *
 * @param stack the stack's name for people
 * @param file the file by which a reader finds the stack, such as its {@code Pulumi.yaml}
 */
public record Judged(String stack, String file, List<Finding> findings) {
    /** Those of an outcome, the worst first. */
    public List<Finding> of(Outcome outcome) {
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome)
                .sorted(Comparator.comparing((Finding finding) -> finding.rule().severity())
                        .reversed()
                        .thenComparing(finding -> finding.rule().id())
                        .thenComparing(finding -> finding.resource().urn()))
                .toList();
    }

    /** Whether a rule is broken that is more than advice. */
    public boolean fails() {
        return findings.stream()
                .anyMatch(finding -> finding.outcome() == Outcome.BROKEN && finding.level() != Level.ADVISORY);
    }
}
