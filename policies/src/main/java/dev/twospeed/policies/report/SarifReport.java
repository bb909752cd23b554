package dev.twospeed.policies.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.twospeed.policies.judgement.Finding;
import dev.twospeed.policies.judgement.Finding.Outcome;
import dev.twospeed.policies.sdk.Control;
import dev.twospeed.policies.sdk.Level;
import dev.twospeed.policies.sdk.Metadata;
import dev.twospeed.policies.sdk.Severity;
import java.util.List;
import java.util.TreeMap;

/**
 * What was found, in the format that code scanning takes.
 *
 * <p>Undecided findings are of the kind {@code open}; exempt ones are suppressed results, with the reason.
 *
 * <p>Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
 */
public final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    /** The findings of some stacks as JSON text, by a pack of this name and version. */
    public static String of(String pack, String version, List<Judged> stacks) {
        var rules = new TreeMap<String, Metadata>();
        var results = new JsonArray();
        for (var judged : stacks) {
            judged.findings().forEach(finding -> rules.put(finding.rule().id(), finding.rule()));
            for (var outcome : List.of(Outcome.BROKEN, Outcome.EXEMPT, Outcome.UNDECIDED)) {
                judged.of(outcome).forEach(finding -> results.add(result(judged, finding)));
            }
        }
        var driver = new JsonObject();
        driver.addProperty("name", pack);
        driver.addProperty("semanticVersion", version);
        var descriptions = new JsonArray();
        rules.values().forEach(rule -> descriptions.add(rule(rule)));
        driver.add("rules", descriptions);
        var tool = new JsonObject();
        tool.add("driver", driver);
        var run = new JsonObject();
        run.add("tool", tool);
        run.add("results", results);
        var log = new JsonObject();
        log.addProperty("$schema", SCHEMA);
        log.addProperty("version", "2.1.0");
        log.add("runs", list(run));
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(log);
    }

    private static JsonObject rule(Metadata about) {
        var rule = new JsonObject();
        rule.addProperty("id", about.id());
        rule.add("shortDescription", text(about.description()));
        rule.add("fullDescription", text(about.description() + " " + about.why()));
        rule.add("help", text(about.fix()));
        rule.addProperty("helpUri", about.link());
        var tags = new JsonArray();
        tags.add(about.topic());
        about.controls().stream().map(Control::toString).forEach(tags::add);
        var properties = new JsonObject();
        properties.add("tags", tags);
        // What GitHub sorts security findings by: 9 and more is critical, 7 high, 4 medium.
        properties.addProperty("security-severity", score(about.severity()));
        rule.add("properties", properties);
        return rule;
    }

    private static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.0";
        };
    }

    private static JsonObject result(Judged judged, Finding finding) {
        var result = new JsonObject();
        result.addProperty("ruleId", finding.rule().id());
        var open = finding.outcome() == Outcome.UNDECIDED;
        result.addProperty("kind", open ? "open" : "fail");
        result.addProperty("level", open ? "none" : finding.level() == Level.ADVISORY ? "warning" : "error");
        result.add("message", text(finding.resource().name() + ": " + finding.message()));
        result.add("locations", list(location(judged, finding)));
        if (finding.outcome() == Outcome.EXEMPT) {
            var suppression = new JsonObject();
            suppression.addProperty("kind", "external");
            suppression.addProperty("justification", finding.message());
            result.add("suppressions", list(suppression));
        }
        return result;
    }

    private static JsonObject location(Judged judged, Finding finding) {
        var artifact = new JsonObject();
        artifact.addProperty("uri", judged.file());
        var physical = new JsonObject();
        physical.add("artifactLocation", artifact);
        var logical = new JsonObject();
        logical.addProperty("name", finding.resource().name());
        logical.addProperty("fullyQualifiedName", finding.resource().urn());
        logical.addProperty("kind", "resource");
        var location = new JsonObject();
        location.add("physicalLocation", physical);
        location.add("logicalLocations", list(logical));
        return location;
    }

    private static JsonObject text(String text) {
        var message = new JsonObject();
        message.addProperty("text", text);
        return message;
    }

    private static JsonArray list(JsonObject only) {
        var list = new JsonArray();
        list.add(only);
        return list;
    }
}
