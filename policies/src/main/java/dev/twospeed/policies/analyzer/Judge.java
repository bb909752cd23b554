package dev.twospeed.policies.analyzer;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.sdk.Verdict;
import java.util.List;
import java.util.function.Supplier;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.PolicyNotApplicable;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;

/** Applies the rules to resources and writes down what they find, in the engine's form. */
final class Judge {
    private final String pack;
    private final String version;
    private final List<Rule> rules;
    private volatile Levels levels;

    Judge(String pack, String version, List<Rule> rules) {
        this.pack = pack;
        this.version = version;
        this.rules = rules;
        this.levels = Levels.byDefault(rules);
    }

    /** A rule that failed instead of finding something: the run must fail too, and say where. */
    static final class RuleFailure extends RuntimeException {
        RuleFailure(Rule rule, PolicyResource resource, RuntimeException cause) {
            super("The rule " + rule.metadata().id() + " failed on " + resource.urn() + ": " + cause, cause);
        }
    }

    void configure(Levels configured) {
        levels = configured;
    }

    Levels levels() {
        return levels;
    }

    AnalyzeResponse resource(PolicyResource resource) {
        var answer = AnalyzeResponse.newBuilder();
        for (var rule : rules) {
            if (rule instanceof ResourceRule one && one.types().contains(resource.type()) && !levels.disabled(rule)) {
                record(rule, resource, () -> one.check(resource), answer);
            }
        }
        return answer.build();
    }

    AnalyzeResponse stack(StackResources stack) {
        var answer = AnalyzeResponse.newBuilder();
        for (var rule : rules) {
            if (rule instanceof StackRule whole && !levels.disabled(rule)) {
                stack.all().stream()
                        .filter(resource -> whole.types().contains(resource.type()))
                        .forEach(resource -> record(rule, resource, () -> whole.check(resource, stack), answer));
            }
        }
        return answer.build();
    }

    private void record(Rule rule, PolicyResource resource, Supplier<Verdict> check, AnalyzeResponse.Builder answer) {
        Verdict verdict;
        try {
            verdict = check.get();
        } catch (RuntimeException e) {
            throw new RuleFailure(rule, resource, e);
        }
        if (verdict instanceof Verdict.Broken broken) {
            answer.addDiagnostics(diagnostic(rule, resource, broken.message()));
        } else if (verdict instanceof Verdict.Undecided undecided) {
            answer.addNotApplicable(PolicyNotApplicable.newBuilder()
                    .setPolicyName(rule.metadata().id())
                    .setReason("undecided for " + resource.urn() + ": " + undecided.message()));
        }
    }

    private AnalyzeDiagnostic diagnostic(Rule rule, PolicyResource resource, String message) {
        var about = rule.metadata();
        return AnalyzeDiagnostic.newBuilder()
                .setPolicyName(about.id())
                .setPolicyPackName(pack)
                .setPolicyPackVersion(version)
                .setDescription(about.description())
                .setMessage(resource.name() + ": " + message + ". " + about.fix() + " (" + about.link() + ")")
                .setEnforcementLevel(levels.of(rule))
                .setSeverity(severity(rule))
                .setUrn(resource.urn())
                .build();
    }

    static PolicySeverity severity(Rule rule) {
        return switch (rule.metadata().severity()) {
            case LOW -> PolicySeverity.POLICY_SEVERITY_LOW;
            case MEDIUM -> PolicySeverity.POLICY_SEVERITY_MEDIUM;
            case HIGH -> PolicySeverity.POLICY_SEVERITY_HIGH;
            case CRITICAL -> PolicySeverity.POLICY_SEVERITY_CRITICAL;
        };
    }
}
