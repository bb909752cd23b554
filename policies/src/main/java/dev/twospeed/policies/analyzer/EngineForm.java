package dev.twospeed.policies.analyzer;

import com.google.protobuf.Struct;
import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.sdk.Control;
import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.Severity;
import dev.twospeed.policies.sdk.StackRule;
import dev.twospeed.policies.settings.PackSettings;
import java.util.List;
import java.util.Optional;
import pulumirpc.AnalyzerOuterClass.AnalyzeDiagnostic;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.EnforcementLevel;
import pulumirpc.AnalyzerOuterClass.PolicyComplianceFramework;
import pulumirpc.AnalyzerOuterClass.PolicyConfig;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.AnalyzerOuterClass.PolicyNotApplicable;
import pulumirpc.AnalyzerOuterClass.PolicySeverity;
import pulumirpc.AnalyzerOuterClass.PolicyType;

/** Says in the engine's words what rules are and what they found. */
final class EngineForm {
    private final String pack;
    private final String version;

    EngineForm(String pack, String version) {
        this.pack = pack;
        this.version = version;
    }

    static PolicyInfo rule(Rule rule) {
        var about = rule.metadata();
        var info = PolicyInfo.newBuilder()
                .setName(about.id())
                .setDisplayName(about.id())
                .setDescription(about.description())
                .setMessage(about.why())
                .setEnforcementLevel(level(PackSettings.STANDARD))
                .setPolicyType(
                        rule instanceof StackRule ? PolicyType.POLICY_TYPE_STACK : PolicyType.POLICY_TYPE_RESOURCE)
                .setSeverity(severity(about.severity()))
                .setConfigSchema(ConfigSchema.of(rule))
                .addTags(about.topic())
                .addAllTags(about.controls().stream().map(Control::toString).toList())
                .setRemediationSteps(about.fix())
                .setUrl(about.link());
        about.controls().stream()
                .findFirst()
                .ifPresent(control -> info.setFramework(PolicyComplianceFramework.newBuilder()
                        .setName(control.framework())
                        .setSpecification(control.id())
                        .setReference(control.link())));
        return info.build();
    }

    AnalyzeResponse answer(List<Finding> findings) {
        var answer = AnalyzeResponse.newBuilder();
        for (var finding : findings) {
            switch (finding.outcome()) {
                case BROKEN -> answer.addDiagnostics(diagnostic(finding));
                case UNDECIDED -> answer.addNotApplicable(notApplicable(finding, "undecided"));
                case EXEMPT -> answer.addNotApplicable(notApplicable(finding, "exempt"));
                case KEPT -> {}
            }
        }
        return answer.build();
    }

    private static PolicyNotApplicable notApplicable(Finding finding, String why) {
        return PolicyNotApplicable.newBuilder()
                .setPolicyName(finding.rule().id())
                .setReason(why + " for " + finding.resource().urn() + ": " + finding.message())
                .build();
    }

    private AnalyzeDiagnostic diagnostic(Finding finding) {
        var about = finding.rule();
        return AnalyzeDiagnostic.newBuilder()
                .setPolicyName(about.id())
                .setPolicyPackName(pack)
                .setPolicyPackVersion(version)
                .setDescription(about.description())
                .setMessage(sentence(finding, about))
                // What is left of a remediation is a violation like others.
                .setEnforcementLevel(
                        finding.level() == Level.REMEDIATE ? EnforcementLevel.MANDATORY : level(finding.level()))
                .setSeverity(severity(about.severity()))
                .setUrn(finding.resource().urn())
                .build();
    }

    private static String sentence(Finding finding, Metadata about) {
        return finding.resource().name() + ": " + finding.message() + ". " + about.fix() + " (" + about.link() + ")";
    }

    private static PolicySeverity severity(Severity severity) {
        return switch (severity) {
            case LOW -> PolicySeverity.POLICY_SEVERITY_LOW;
            case MEDIUM -> PolicySeverity.POLICY_SEVERITY_MEDIUM;
            case HIGH -> PolicySeverity.POLICY_SEVERITY_HIGH;
            case CRITICAL -> PolicySeverity.POLICY_SEVERITY_CRITICAL;
        };
    }

    private static EnforcementLevel level(Level level) {
        return switch (level) {
            case ADVISORY -> EnforcementLevel.ADVISORY;
            case MANDATORY -> EnforcementLevel.MANDATORY;
            case REMEDIATE -> EnforcementLevel.REMEDIATE;
            case DISABLED -> EnforcementLevel.DISABLED;
        };
    }

    static PackSettings.Entry settings(PolicyConfig config) {
        var level = switch (config.getEnforcementLevel()) {
            case ADVISORY -> Optional.of(Level.ADVISORY);
            case MANDATORY -> Optional.of(Level.MANDATORY);
            case REMEDIATE -> Optional.of(Level.REMEDIATE);
            case DISABLED -> Optional.of(Level.DISABLED);
            case UNRECOGNIZED -> Optional.<Level>empty();
        };
        Struct properties = config.getProperties();
        return new PackSettings.Entry(level, Properties.of(properties));
    }
}
