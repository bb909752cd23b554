package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.policies.sdk.Option;
import dev.twospeed.policies.sdk.ResourceRule;
import dev.twospeed.policies.sdk.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/policies.md says what the rules say of themselves; with {@code -Dtwospeed.write.policies=true} it is written anew. */
class CatalogueTest {
    @Test
    void shouldSayWhatTheRulesSay_whenRead() throws Exception {
        var file = Path.of(System.getProperty("twospeed.root"), "docs/policies.md");
        var expected = String.join("\n", lines()) + "\n";
        if (Boolean.getBoolean("twospeed.write.policies")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("%s; -Dtwospeed.write.policies=true writes it anew", file)
                .isEqualTo(expected);
    }

    private static List<String> lines() {
        var byTopic = Pack.rules().stream()
                .collect(Collectors.groupingBy(rule -> rule.metadata().topic(), TreeMap::new, Collectors.toList()));
        var lines = new ArrayList<String>();
        lines.add("# The rules of the policy pack");
        lines.add("");
        lines.add(Pack.rules().size() + " rules for " + byTopic.size() + " services, written from what the rules say of"
                + " themselves. How to run, configure and add to them: [the policy pack](../policies/README.md).");
        lines.add("");
        lines.add(
                "A rule marked *stack* looks at several resources, such as a bucket and its public access block; one marked"
                        + " *remedy* can put its violation right at the level `remediate`.");
        byTopic.forEach((topic, rules) -> {
            lines.add("");
            lines.add("## " + topic);
            lines.add("");
            lines.add("| rule | severity | what must hold, and why | how to fix | controls |");
            lines.add("|---|---|---|---|---|");
            rules.forEach(rule -> lines.add(row(rule)));
        });
        return lines;
    }

    private static String row(Rule rule) {
        var about = rule.metadata();
        var marks = marks(rule).isEmpty() ? "" : " *" + String.join(", ", marks(rule)) + "*";
        var controls = about.controls().stream()
                .map(control ->
                        control.link().contains("github.com") || control.link().endsWith("appendix.html")
                                ? control.toString()
                                : "[" + control + "](" + control.link() + ")")
                .collect(Collectors.joining(", "));
        var more = about.controls().get(0).link().equals(about.link()) ? "" : ", [more](" + about.link() + ")";
        return String.join(
                        " | ",
                        "| `" + about.id() + "`" + marks,
                        about.severity().name().toLowerCase(Locale.ROOT),
                        about.description() + " " + about.why(),
                        about.fix() + options(rule),
                        controls + more)
                + " |";
    }

    private static List<String> marks(Rule rule) throws RuntimeException {
        var marks = new ArrayList<String>();
        if (!(rule instanceof ResourceRule)) {
            marks.add("stack");
        }
        if (hasRemedy(rule)) {
            marks.add("remedy");
        }
        return marks;
    }

    private static boolean hasRemedy(Rule rule) {
        return List.of(rule.getClass().getDeclaredMethods()).stream()
                .anyMatch(method -> method.getName().equals("remedy"));
    }

    private static String options(Rule rule) {
        return rule.options().stream().map(CatalogueTest::option).collect(Collectors.joining());
    }

    private static String option(Option option) {
        return " Option `" + option.name() + "` ("
                + option.standard().toString().replaceAll("\\.0$", "") + "): " + option.description();
    }
}
