package dev.twospeed.handlers.load;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestContext;
import dev.twospeed.handlers.support.TestDatabase;
import dev.twospeed.handlers.support.TestModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Fixture fixture;
    private static TestDatabase database;

    @BeforeAll
    static void load() throws Exception {
        fixture = Fixture.in(folder);
        database = fixture.database();
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
    }

    private static ObjectNode ask(String sql) throws SQLException {
        return inspection(Inspection.LONGEST).answer(sql);
    }

    private static Inspection inspection(Duration longest) {
        return new Inspection(database.as("twospeed_inspector"), longest);
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text);
    }

    @Test
    void shouldAnswerWithColumnsAndRows_whenAsked() throws Exception {
        assertThat(ask("select version, rank, indexed, null as nothing from active_model join model using (model_id)"))
                .isEqualTo(json("""
                        {"columns": [{"name": "version", "type": "text"}, {"name": "rank", "type": "number"},
                                     {"name": "indexed", "type": "boolean"}, {"name": "nothing", "type": "text"}],
                         "rows": [["%s", "16", "f", null]]}""".formatted(FIRST)));
        assertThat(ask("select count(*) from twospeed.item_embedding")
                        .at("/rows/0/0")
                        .asText())
                .isEqualTo("300");
        assertThat(ask("select max(version) from flyway_schema_history")
                        .at("/rows/0/0")
                        .asText())
                .isEqualTo("7");
    }

    @Test
    void shouldAnswerWithoutRows_whenThereIsNothingToShow() throws Exception {
        var nothing = json("{\"columns\": [], \"rows\": []}");

        assertThat(ask("set local enable_seqscan = off")).isEqualTo(nothing);
        assertThat(ask("commit")).isEqualTo(nothing);
    }

    @Test
    void shouldSayThatItCut_whenThereAreMoreRowsOrBytes() throws Exception {
        var rows = ask("select i from generate_series(1, 100000) i");
        assertThat(rows.path("cut").asText()).isEqualTo("rows");
        assertThat(rows.path("rows")).hasSize(Inspection.MAX_ROWS);
        assertThat(ask("select i from generate_series(1, 1000) i").has("cut")).isFalse();

        // Each character takes six bytes in JSON.
        var bytes = ask("select repeat(chr(1), 500000) from generate_series(1, 9)");
        assertThat(bytes.path("cut").asText()).isEqualTo("bytes");
        assertThat(bytes.path("rows")).hasSize(1);
        assertThat(JSON.writeValueAsBytes(bytes).length).isLessThan(6_000_000);
    }

    @Test
    void shouldSayThatItIsTooLarge_whenTheAnswerDoesNotFitIntoMemory() throws Exception {
        assertThat(ask("select repeat('x', 100000000)").at("/error/message").asText())
                .startsWith("the answer is too large to be read");
    }

    @Test
    void shouldSayWhatTheDatabaseSays_whenItDoesNotUnderstand() throws Exception {
        assertThat(ask("select verison from model").get("error")).isEqualTo(json("""
                {"message": "column \\"verison\\" does not exist", "sql_state": "42703", "position": 8, "detail": null,
                 "hint": "Perhaps you meant to reference the column \\"model.version\\"."}"""));
    }

    @Test
    void shouldEnd_whenAQuestionTakesLong() throws Exception {
        var error = inspection(Duration.ofMillis(200))
                .answer("select set_config('statement_timeout', '0', false), pg_sleep(60)")
                .path("error");

        assertThat(error.path("message").asText()).isEqualTo("canceling statement due to statement timeout");
    }

    /** Read-only transactions are one lock, privileges another: with the first taken away the second still holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into twospeed.model (version, manifest, rank, items, users) values ('v', repeat('0', 64), 1, 1, 1)",
                "update twospeed.active_model set newest_version = 'x'",
                "delete from twospeed.item_embedding",
                "truncate twospeed.item_neighbours",
                "with gone as (delete from twospeed.model returning *) select * from gone",
                "select * from twospeed.model for update",
                "lock table twospeed.active_model in share row exclusive mode",
                "create table twospeed.mine (i int)",
                "create table public.mine (i int)",
                "create schema mine",
                "create function public.mine() returns int language sql return 1",
                "drop table twospeed.item_embedding",
                "alter table twospeed.model add column mine int",
                "grant select on twospeed.user_embedding to twospeed_inspector",
                "set role twospeed_loader",
                "set role twospeed_migrator",
                "set session authorization twospeed_migrator",
                "select set_config('role', 'twospeed_loader', false)",
                "alter role twospeed_inspector createrole",
                "create role mine",
                "select pg_read_file('/etc/passwd')",
                "select lo_import('/etc/passwd')",
                "select pg_ls_dir('.')",
                "copy (select 1) to program 'cat'",
                "copy twospeed.model to '/tmp/model'",
                "copy twospeed.model from program 'true'",
                "select twospeed.forget_customer('103')",
                "select twospeed.switch_model('v', false)",
                "select twospeed.retire_models(0)",
                "select * from twospeed.user_embedding",
                "select * from twospeed.forgotten_customer",
                "select * from pg_catalog.pg_authid",
                "select * from pg_catalog.pg_statistic"
            })
    void shouldLackThePrivilege_whenMoreThanReadingIsTried(String sql) throws Exception {
        try (Connection connection = database.as("twospeed_inspector").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute(sql))
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("42501");
        }

        assertThat(ask(sql).at("/error/sql_state").asText()).isIn("42501", "25006");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set transaction read write | 25001",
                "set local transaction_read_only = off | 25001",
                "select set_config('transaction_read_only', 'off', true) | 25001",
                "do $$ begin set local transaction_read_only = off; end $$ | 25001",
                "do $$ begin commit; create temp table mine (i int); end $$ | 2D000",
                "create temp table mine (i int) | 25006",
                "alter role twospeed_inspector set default_transaction_read_only = off | 25006",
                "create extension dblink | 25006",
                "select lo_create(0) | 25006",
                "alter system set log_statement = 'all' | 25001",
                "select dblink('dbname=postgres', 'select 1') | 42883",
                "select 1; select 2 | 42601",
                "commit; create temp table mine (i int) | 42601",
                "copy twospeed.model to stdout | 0A000"
            })
    void shouldStayReadOnlyAndOneStatement_whenThatIsToBeEvaded(String sql, String state) throws Exception {
        assertThat(ask(sql).at("/error/sql_state").asText()).isEqualTo(state);
    }

    /** Everybody may take advisory locks, and loaders take turns by one: it has to end with the question. */
    @Test
    void shouldHoldNoLock_whenTheQuestionIsAnswered() throws Exception {
        ask("select pg_advisory_lock(" + ModelTable.LOADER_LOCK + ")");

        // The server ends a connection a moment after its client closed it.
        assertThatNoException()
                .isThrownBy(() -> database.ask("select pg_advisory_lock(" + ModelTable.LOADER_LOCK
                        + ") where set_config('lock_timeout', '30s', false) = '30s'"));
    }

    @Test
    void shouldLogThatButNotWhatWasAsked() throws Exception {
        var handler = new LoadHandler(
                fixture.loader(), new FunctionLimit(1000, 1000), null, inspection(Inspection.LONGEST), "models/");
        var before = System.out;
        var log = new ByteArrayOutputStream();
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (var sql : new String[] {"select 'of 4711'", "select of 4711"}) {
                var request = JSON.createObjectNode().put("operation", "sql").put("sql", sql);
                handler.handleRequest(
                        new ByteArrayInputStream(JSON.writeValueAsBytes(request)), out, new TestContext());
            }
        } finally {
            System.setOut(before);
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("of 4711", "\"error\"");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"message\":\"question answered\"", "\"rows\":1", "\"duration_ms\":", "\"sql_state\":\"42")
                .doesNotContain("4711");
    }
}
