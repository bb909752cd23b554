package dev.twospeed.handlers.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against PostgreSQL's own answers. */
class RowHashTest {
    private static final List<Long> SEEDS = List.of(0L, 1L, -1L, 0x1234_5678_9abc_def0L);

    private final RowHash hashes = new RowHash();
    private final List<String> questions = new ArrayList<>();
    private final List<Long> expected = new ArrayList<>();

    private void ask(String function, String value, long seed, long ours) {
        questions.add("select " + questions.size() + " n, " + function + "(" + value + ", " + seed + ") h");
        expected.add(ours);
    }

    private void assertSame() throws Exception {
        var theirs = TestDatabase.empty()
                .ask("select string_agg(h::text, ' ' order by n) from (" + String.join(" union all ", questions)
                        + ") q");
        assertThat(theirs.split(" "))
                .containsExactly(expected.stream().map(String::valueOf).toArray(String[]::new));
    }

    @Test
    void shouldHashNumbers() throws Exception {
        for (long seed : SEEDS) {
            for (int value : new int[] {0, 1, -1, 4711, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                ask("hashint4extended", "'" + value + "'::int", seed, hashes.of(value, seed));
            }
        }
        assertSame();
    }

    @Test
    void shouldHashTexts_ofEachLength() throws Exception {
        for (long seed : SEEDS) {
            for (int length = 0; length < 40; length++) {
                var text = IntStream.range(0, length)
                        .mapToObj(i -> i % 5 == 4 ? "\u00e9" : String.valueOf((char) ('a' + i % 26)))
                        .collect(Collectors.joining());
                ask(
                        "hashtextextended",
                        "'" + text + "' collate \"C\"",
                        seed,
                        hashes.of(text.getBytes(StandardCharsets.UTF_8), seed));
            }
        }
        assertSame();
    }

    @Test
    void shouldHashArrays_inTheirOrder() throws Exception {
        var random = new Random(7);
        for (long seed : SEEDS) {
            for (int length = 0; length < 8; length++) {
                var ints = random.ints(length).toArray();
                var floats = new float[length];
                for (int i = 0; i < length; i++) {
                    floats[i] = (float) random.nextGaussian();
                }
                ask(
                        "hash_array_extended",
                        "'" + literal(Arrays.toString(ints)) + "'::int[]",
                        seed,
                        hashes.of(ints, seed));
                ask(
                        "hash_array_extended",
                        "'" + literal(Arrays.toString(floats)) + "'::real[]",
                        seed,
                        hashes.of(floats, seed));
            }
            var odd = new float[] {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -1f};
            ask("hash_array_extended", "'" + literal(Arrays.toString(odd)) + "'::real[]", seed, hashes.of(odd, seed));
        }
        assertThat(hashes.of(new int[] {1, 2}, 0)).isNotEqualTo(hashes.of(new int[] {2, 1}, 0));
        assertSame();
    }

    private static String literal(String array) {
        return array.replace('[', '{').replace(']', '}');
    }
}
