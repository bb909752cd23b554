package dev.twospeed.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PackTest {
    @Test
    void shouldHaveOneFileATestAndADistinctIdEach_whenListed() {
        var root = Path.of(System.getProperty("twospeed.root"), "policies");
        assertThat(Pack.rules()).extracting(rule -> rule.metadata().id()).doesNotHaveDuplicates();
        for (var rule : Pack.rules()) {
            var name = rule.getClass().getSimpleName();
            var words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
            assertThat(rule.metadata().id()).isEqualTo(words);
            var about = rule.metadata();
            assertThat(about.controls())
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(control -> assertThat(control.link()).startsWith("https://"));
            assertThat(List.of(about.description(), about.why(), about.fix()))
                    .as(name)
                    .allSatisfy(sentence -> assertThat(sentence).matches("[A-Z].*[.]"));
            assertThat(about.link()).as(name).startsWith("https://");
            assertThat(Files.exists(root.resolve("src/test/java/dev/twospeed/policies/rules/" + name + "Test.java")))
                    .as("test of " + name)
                    .isTrue();
        }
    }
}
