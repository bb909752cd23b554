package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** How the loader's answers, as docs/functions.md describes them, are shown. */
class SqlCommandTest {
    private static final String ANSWER = """
            {"columns": [{"name": "version", "type": "text"}, {"name": "score", "type": "number"}, {"name": "indexed", "type": "boolean"}],
             "rows": [["v1", "0.25", "t"], ["second\\nline", "NaN", "f"], [null, "-12", null]]%s}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SqlCommand command = new SqlCommand();

    @Test
    void shouldAlignColumns_whenRowsAreShown() throws Exception {
        print(ANSWER.formatted(""), "");

        assertThat(out.toString().lines())
                .containsExactly(
                        "version       score  indexed",
                        "------------  -----  -------",
                        "v1             0.25  t",
                        "second\\nline    NaN  f",
                        "                -12");
        assertThat(err.toString().strip()).isEqualTo("3 rows");
    }

    @Test
    void shouldKeepTypes_whenRowsAreJson() throws Exception {
        command.json = true;
        print(ANSWER.formatted(""), "");

        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"version\":\"v1\",\"score\":0.25,\"indexed\":true}",
                        "{\"version\":\"second\\nline\",\"score\":\"NaN\",\"indexed\":false}",
                        "{\"version\":null,\"score\":-12,\"indexed\":null}");
    }

    @Test
    void shouldSayThatThereIsMore_whenTheAnswerWasCut() throws Exception {
        print(ANSWER.formatted(", \"cut\": \"rows\""), "");
        print(ANSWER.formatted(", \"cut\": \"bytes\""), "");

        assertThat(err.toString().lines())
                .containsExactly(
                        "The first 3 rows; there are more: narrow it down, or use limit and offset",
                        "The first 3 rows, 5 MB; there are more: ask for fewer or shorter columns");
    }

    @Test
    void shouldPrintNothing_whenTheStatementHasNoRows() throws Exception {
        print("{\"columns\": [], \"rows\": []}", "");

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).isEqualTo("0 rows");
    }

    @Test
    void shouldSayWhatAndWhere_whenTheDatabaseObjects() {
        var error = """
                {"error": {"message": "column \\"verison\\" does not exist", "sql_state": "42703", "position": %d,
                           "detail": null, "hint": "Perhaps you meant \\"version\\"."}}""";

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> print(error.formatted(16), "select 1,\n     verison"))
                .withMessage("The database answers: column \"verison\" does not exist (line 2, character 6)."
                        + " Perhaps you meant \"version\".");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> print(error.formatted(1), "verison"))
                .withMessageContaining("(line 1, character 1)");
    }

    @Test
    void shouldAskForNames_whenTwoColumnsAreNamedAlikeInJson() {
        command.json = true;

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> print("""
                        {"columns": [{"name": "n", "type": "text"}, {"name": "n", "type": "text"}], "rows": [["1", "2"]]}""", ""))
                .withMessage("Two columns are named 'n': give one another name with `as`");
    }

    private void print(String answer, String asked) throws IOException {
        command.print(
                new ObjectMapper().readTree(answer), asked, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
