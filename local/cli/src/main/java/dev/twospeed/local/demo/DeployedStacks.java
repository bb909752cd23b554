package dev.twospeed.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.cost.Estimate;
import dev.twospeed.local.cost.Estimator;
import dev.twospeed.local.cost.Line;
import dev.twospeed.local.cost.StackExport;
import dev.twospeed.local.cost.Usage;
import dev.twospeed.local.report.Deployment;
import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.report.Judged;
import dev.twospeed.policies.rules.Pack;
import dev.twospeed.policies.sdk.JsonValue;
import dev.twospeed.policies.settings.PackSettings;
import dev.twospeed.policies.state.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Describes what is deployed, from the states of the stacks: their links, what the policy pack says, what it would cost. */
final class DeployedStacks {
    private final Map<Stack, StackOutputs> outputs;
    private final Map<Stack, JsonNode> states = new EnumMap<>(Stack.class);
    private final Map<Stack, StackExport> exports = new EnumMap<>(Stack.class);

    private DeployedStacks(Map<Stack, StackOutputs> outputs) {
        this.outputs = outputs;
    }

    /** Reads the states of the stacks that have outputs. */
    static DeployedStacks read(Environment environment, Map<Stack, StackOutputs> outputs)
            throws IOException, InterruptedException {
        var deployed = new DeployedStacks(outputs);
        for (var stack : outputs.keySet()) {
            deployed.add(stack, environment.pulumi(stack).export());
        }
        return deployed;
    }

    private void add(Stack stack, JsonNode state) {
        states.put(stack, state);
        exports.put(stack, StackExport.of(stack.label(), state));
    }

    /**
     * The description.
     *
     * @param settings the policy pack's levels and exemptions, as {@code policies/settings.json}
     */
    Deployment describe(Path settings) throws IOException {
        var judge = new Judge(
                PackSettings.standard(Pack.rules()).with(JsonValue.parse(Files.readString(settings))),
                LocalDate.now(ZoneOffset.UTC));
        return new Deployment(
                exports.keySet().stream().map(this::deployed).toList(),
                StackLinks.of(outputs, exports),
                states.entrySet().stream()
                        .map(state -> check(state.getKey().label(), state.getValue(), judge))
                        .toList(),
                cost(new Estimator(Optional.empty(), Usage.DEFAULT).estimate(List.copyOf(exports.values()))));
    }

    private Deployment.Deployed deployed(Stack stack) {
        var services = new TreeMap<String, Integer>();
        for (var resource : exports.get(stack).resources()) {
            services.merge(service(resource.type()), 1, Integer::sum);
        }
        var texts = new TreeMap<String, String>();
        outputs.get(stack)
                .values()
                .forEach((name, value) -> texts.put(name, value.isTextual() ? value.asText() : value.toString()));
        return new Deployment.Deployed(stack.label(), services, texts);
    }

    /** {@code kms} of {@code aws:kms/key:Key}. */
    private static String service(String type) {
        return type.replaceAll("^aws:|[/:].*$", "");
    }

    private static Deployment.Check check(String stack, JsonNode state, Judge judge) {
        var findings =
                StackState.parse("The state of " + stack, state.toString()).judgedBy(judge);
        var judged = new Judged(stack, stack, findings);
        return new Deployment.Check(
                stack,
                findings.stream()
                        .map(finding -> finding.resource().urn())
                        .distinct()
                        .count(),
                findings.stream().map(finding -> finding.rule().id()).distinct().count(),
                judged.of(Outcome.KEPT).size(),
                judged.of(Outcome.BROKEN).size(),
                judged.of(Outcome.EXEMPT).size(),
                judged.of(Outcome.UNDECIDED).size(),
                Stream.of(Outcome.BROKEN, Outcome.EXEMPT, Outcome.UNDECIDED)
                        .flatMap(outcome -> judged.of(outcome).stream())
                        .map(DeployedStacks::finding)
                        .toList());
    }

    private static Deployment.Finding finding(Finding finding) {
        return new Deployment.Finding(
                finding.outcome().name().toLowerCase(Locale.ROOT),
                finding.rule().severity().name().toLowerCase(Locale.ROOT),
                finding.rule().id(),
                finding.resource().name(),
                finding.message());
    }

    private static Deployment.Cost cost(Estimate estimate) {
        var assumed = estimate.assumptions();
        return new Deployment.Cost(
                estimate.pricesAsOf(),
                String.join(", ", new TreeSet<>(estimate.regions().values())),
                String.format(
                        Locale.ROOT,
                        "events of %d bytes, answers of %d bytes, %s ms of the transform function an event, %s minutes an"
                                + " ETL run, %s minutes a training run",
                        assumed.eventBytes(),
                        assumed.answerBytes(),
                        assumed.millisPerEvent(),
                        assumed.etlMinutes(),
                        assumed.trainingMinutes()),
                amounts(estimate.monthly()),
                amounts(estimate.perMillionEvents()),
                amounts(estimate.perRun()),
                estimate.notPriced().stream()
                        .map(note -> note.stack() + ", " + note.resource() + ": " + note.why())
                        .toList(),
                estimate.notIncluded());
    }

    private static List<Deployment.Amount> amounts(List<Line> lines) {
        return lines.stream()
                .map(line -> new Deployment.Amount(line.stack(), line.resource() + ": " + line.what(), line.amount()))
                .toList();
    }
}
