package dev.twospeed.policies.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.twospeed.policies.judgement.Finding.Outcome;
import java.util.List;
import java.util.Locale;

/** What was found, for programs: an object with a list of findings; what is kept is only counted. */
public final class JsonReport {
    private JsonReport() {}

    /** The findings of some stacks as JSON text. */
    public static String of(List<Judged> stacks) {
        var findings = new JsonArray();
        var kept = 0;
        for (var judged : stacks) {
            kept += judged.of(Outcome.KEPT).size();
            for (var outcome : List.of(Outcome.BROKEN, Outcome.EXEMPT, Outcome.UNDECIDED)) {
                for (var finding : judged.of(outcome)) {
                    var entry = new JsonObject();
                    entry.addProperty("stack", judged.stack());
                    entry.addProperty("outcome", word(outcome));
                    entry.addProperty("severity", word(finding.rule().severity()));
                    entry.addProperty("level", word(finding.level()));
                    entry.addProperty("rule", finding.rule().id());
                    entry.addProperty("resource", finding.resource().urn());
                    entry.addProperty("message", finding.message());
                    entry.addProperty("fix", finding.rule().fix());
                    entry.addProperty("link", finding.rule().link());
                    findings.add(entry);
                }
            }
        }
        var report = new JsonObject();
        report.addProperty("failed", stacks.stream().anyMatch(Judged::fails));
        report.addProperty("kept", kept);
        report.add("findings", findings);
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(report);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
