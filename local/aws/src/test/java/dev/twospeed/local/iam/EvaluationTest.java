package dev.twospeed.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every policy, whatever it says. */
class EvaluationTest {
    @Property
    void shouldMatchAsARegularExpressionDoes(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        var regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));

        assertThat(Wildcards.match(pattern, text)).isEqualTo(text.matches(regex.toString()));
    }

    @Property(tries = 300)
    void shouldDeny_whenADenialIsAddedThatFits(@ForAll("statements") List<String> statements) {
        var denied = new ArrayList<>(statements);
        denied.add(Granting.statement("Deny", "s3:GetObject", "arn:aws:s3:::lake/*", ""));

        assertThat(decide(denied)).isEqualTo(Decision.EXPLICIT_DENY);
    }

    @Property(tries = 300)
    void shouldNotDependOnTheOrderOfStatements(@ForAll("statements") List<String> statements, @ForAll long seed) {
        var shuffled = new ArrayList<>(statements);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(decide(shuffled)).isEqualTo(decide(statements));
    }

    @Property(tries = 300)
    void shouldNotAllowLess_whenAnAllowanceIsAdded(
            @ForAll("statements") List<String> statements, @ForAll("one") String more) {
        var extended = new ArrayList<>(statements);
        extended.add(more.replace("Deny", "Allow"));

        if (decide(statements) == Decision.ALLOW) {
            assertThat(decide(extended)).isEqualTo(Decision.ALLOW);
        }
    }

    private static Decision decide(List<String> statements) {
        var granting = new Granting();
        var role = granting.role("reader", "lambda.amazonaws.com", statements.toArray(String[]::new));
        return granting.access().decide(role, "s3:GetObject", "arn:aws:s3:::lake/a", Map.of());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<String>> statements() {
        return one().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> one() {
        return Combinators.combine(
                        Arbitraries.of("Allow", "Allow", "Deny"),
                        Arbitraries.of("s3:GetObject", "s3:*", "s3:Put*", "glue:*"),
                        Arbitraries.of("*", "arn:aws:s3:::lake/*", "arn:aws:s3:::lake", "arn:aws:s3:::other/*"))
                .as((effect, action, resource) -> Granting.statement(effect, action, resource, ""));
    }
}
