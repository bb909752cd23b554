package dev.twospeed.handlers.answer;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.FaultyProxy;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.serve.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What batches see of a database that misbehaves, through a proxy that does. */
@Tag("faults")
class DatabaseFaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Selection TEN = Selection.unseen(10);

    @TempDir
    Path folder;

    /** Added to the clock, so that no test waits for a pause to end. */
    private final AtomicLong later = new AtomicLong();

    private final List<String> tokens = new CopyOnWriteArrayList<>();

    private Fixture fixture;
    private FaultyProxy proxy;
    private Login login;
    private List<ActivityEvent> events;

    @BeforeEach
    void load() throws Exception {
        fixture = Fixture.in(folder);
        TestModel.small(3).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
        proxy = new FaultyProxy(fixture.database().address().port());
        login = new Login(through(), "twospeed_reader", this::token, TIMEOUT);
        events = new ArrayList<>();
        for (String event : Events.random(20, 300, 11)) {
            events.add(parsed(event));
        }
    }

    @AfterEach
    void close() throws Exception {
        fixture.database().postgres().allowConnect("twospeed_reader", true);
        proxy.close();
    }

    private DatabaseAddress through() {
        DatabaseAddress direct = fixture.database().address();
        return new DatabaseAddress(direct.host(), proxy.port(), direct.name(), direct.region(), direct.additionalCa());
    }

    private String token() {
        String token = fixture.database().postgres().token("twospeed_reader");
        tokens.add(token);
        return token;
    }

    private static ActivityEvent parsed(String event) throws InvalidEvent {
        return new EventParser().parse(event.getBytes(StandardCharsets.UTF_8));
    }

    private Answerer answerer(OnFault onFault) {
        ServingConfig config = new ServingConfig(10, false, onFault, Duration.ofHours(1), TIMEOUT, 0);
        return new Serving(config, login, fixture.store(), () -> System.nanoTime() + later.get()).answerer();
    }

    private void assertAnswered(List<Answer> answers, boolean degraded) {
        assertThat(answers).hasSize(20).allSatisfy(answer -> {
            assertThat(answer.degraded()).isEqualTo(degraded);
            assertThat(answer.modelVersion()).isEqualTo(FIRST);
            assertThat(answer.recommendations().recommended()).hasSize(10);
        });
    }

    @Test
    void shouldAskAgain_whenThePooledConnectionIsCutMidQuery() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        List<Answer> before = answerer.answer(events, TEN, TIMEOUT);

        proxy.cutNextAnswer();
        List<Answer> after = answerer.answer(events, TEN, TIMEOUT);

        assertAnswered(after, false);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void shouldAnswerFromMemoryInTime_whenTheServerFallsSilentMidBatch() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);

        proxy.silence(true);
        long start = System.nanoTime();
        List<Answer> answers = answerer.answer(events, TEN, TIMEOUT);
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertAnswered(answers, true);
        assertThat(took).isBetween(Duration.ofMillis(900), TIMEOUT.plusSeconds(4));
    }

    @Test
    void shouldAnswerFromTheDatabase_whenItIsSlowButInTime() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        List<Answer> before = answerer.answer(events, TEN, TIMEOUT);

        proxy.delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        List<Answer> answers = answerer.answer(events, TEN, TIMEOUT);

        assertThat(answers).isEqualTo(before);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(100), TIMEOUT);
    }

    @Test
    void shouldAnswerFromMemoryInTime_whenTheDatabaseIsTooSlow() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);

        proxy.delay(TIMEOUT.multipliedBy(2));
        long start = System.nanoTime();
        List<Answer> answers = answerer.answer(events, TEN, TIMEOUT);

        assertAnswered(answers, true);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), TIMEOUT.plusSeconds(4));
    }

    @Test
    void shouldAnswerFromTheDatabase_whenTheSnapshotsConnectionIsHalfOpen() throws Exception {
        ModelCache models = new ModelCache(
                new VectorSearch(new ConnectionPool(login)), fixture.store(), Duration.ofHours(1), System::nanoTime);
        WarmUp warmUp = WarmUp.register(through(), models);
        assertThat(models.look(TIMEOUT).model()).isNotNull();

        proxy.strand();
        warmUp.afterRestore(Core.getGlobalContext());
        long start = System.nanoTime();
        ModelCache.Look look = models.look(TIMEOUT);

        assertThat(look.fault()).isNull();
        assertThat(look.model()).extracting(ServedModel::version).isEqualTo(FIRST);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
    }

    @Test
    void shouldNotWaitAgain_whenTheDatabaseFailedAMomentAgo() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
        proxy.refuse(true);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        long start = System.nanoTime();
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void shouldAskTheDatabaseAgain_whenItIsBack() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
        proxy.refuse(true);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        proxy.refuse(false);
        later.addAndGet(Duration.ofSeconds(6).toNanos());

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
    }

    @Test
    void shouldAskTheDatabase_whenItWasDownAtTheStartOnly() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        proxy.refuse(true);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        proxy.refuse(false);
        later.addAndGet(Duration.ofSeconds(6).toNanos());

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
    }

    @Test
    void shouldLogInWithAFreshToken_whenTheConnectionEndsAfterTheFirstHasExpired() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);

        // The server ends the session, as a failover does; the next login needs a token that is still good.
        fixture.database()
                .run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'twospeed_reader'");

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
        // The pool may have opened one more in the background.
        assertThat(tokens).hasSizeGreaterThan(1);
    }

    @Test
    void shouldAnswerFromMemory_whenNoCredentialsCanBeHad() throws Exception {
        AtomicBoolean had = new AtomicBoolean(true);
        login = new Login(
                through(),
                "twospeed_reader",
                () -> {
                    if (!had.get()) {
                        throw new UncheckedIOException(new IOException("the endpoint does not answer"));
                    }
                    return token();
                },
                TIMEOUT);
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);

        had.set(false);
        proxy.cutNextAnswer();
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        had.set(true);
        later.addAndGet(Duration.ofSeconds(6).toNanos());
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
    }

    @Test
    void shouldAnswerFromMemory_whenTheTokenHasExpired() throws Exception {
        login = new Login(through(), "twospeed_reader", () -> "a token of yesterday", TIMEOUT);

        assertAnswered(answerer(OnFault.DEGRADE).answer(events, TEN, TIMEOUT), true);
    }

    @Test
    void shouldAnswerFromMemory_whenEveryConnectionIsTaken() throws Exception {
        fixture.database().run("alter role twospeed_reader connection limit 0");
        try {
            Answerer answerer = answerer(OnFault.DEGRADE);
            assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

            fixture.database().run("alter role twospeed_reader connection limit -1");
            later.addAndGet(Duration.ofSeconds(6).toNanos());

            assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
        } finally {
            fixture.database().run("alter role twospeed_reader connection limit -1");
        }
    }

    @Test
    void shouldAnswerAsBefore_whenTheDatabaseTakesNoWritesAfterAFailover() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        List<Answer> before = answerer.answer(events, TEN, TIMEOUT);

        fixture.database()
                .run("alter database " + fixture.database().name() + " set default_transaction_read_only = on");
        fixture.database()
                .run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'twospeed_reader'");

        assertThat(answerer.answer(events, TEN, TIMEOUT)).isEqualTo(before);
    }

    @Test
    void shouldAnswerFromMemory_whenTheLoginIsRefused() throws Exception {
        fixture.database().postgres().allowConnect("twospeed_reader", false);

        assertAnswered(answerer(OnFault.DEGRADE).answer(events, TEN, TIMEOUT), true);
    }

    @Test
    void shouldAnswerFromMemory_whenTheExtensionIsMissing() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);

        fixture.database().run("drop extension vector cascade");

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);
    }

    @Test
    void shouldFailEveryBatchUntilTheDatabaseIsBack_whenConfiguredSo() throws Exception {
        Answerer answerer = answerer(OnFault.FAIL);
        proxy.refuse(true);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> answerer.answer(events, TEN, TIMEOUT)).isInstanceOf(DatabaseFault.class);
        }

        proxy.refuse(false);
        later.addAndGet(Duration.ofSeconds(6).toNanos());

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
    }

    @Test
    void shouldAnswerFromMemoryOnce_whenTheModelWasRetiredSinceTheLastLook() throws Exception {
        Answerer answerer = answerer(OnFault.DEGRADE);
        assertAnswered(answerer.answer(events, TEN, TIMEOUT), false);
        String second = Fixture.SECOND;
        TestModel.small(4).publish(fixture.store(), second);
        fixture.loader().load(second);
        fixture.database()
                .run("do $$ begin perform set_config('role', 'twospeed_migrator', true);"
                        + " perform twospeed.retire_models(0); end $$");

        assertAnswered(answerer.answer(events, TEN, TIMEOUT), true);

        assertThat(answerer.answer(events, TEN, TIMEOUT))
                .allMatch(answer -> !answer.degraded() && second.equals(answer.modelVersion()));
    }
}
