package dev.twospeed.handlers.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.answer.ServingConfig;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import dev.twospeed.recommender.serve.Selection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseSizeTest {
    @TempDir
    Path folder;

    @Test
    void shouldShortenLists_whenTheResponseWouldBeTooLarge() throws Exception {
        Fixture fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), Fixture.FIRST);
        fixture.loader().load(Fixture.FIRST);
        ServingConfig config =
                new ServingConfig(20, false, OnFault.DEGRADE, Duration.ofMinutes(1), Duration.ofSeconds(10), 0);
        Serving serving =
                new Serving(config, fixture.database().as("twospeed_reader"), fixture.store(), System::nanoTime);
        long limit = 200_000;
        Transformation transformation = new Transformation(serving.answerer(), Selection.unseen(20), false, limit);
        FirehoseJson json = new FirehoseJson();
        List<Incoming> records = json.read(new ByteArrayInputStream(Events.batch(Events.random(200, 300, 3))));

        List<Outgoing> answers = transformation.transform(records, Duration.ofSeconds(10));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(answers, out);
        assertThat(out.size()).isBetween(150_000, (int) limit);
        assertThat(answers).hasSize(200).allMatch(answer -> answer.result() == Outgoing.Result.OK);
        assertThat(new String(answers.get(0).payload(), StandardCharsets.UTF_8)).contains("\"truncated\":true");
    }

    @Test
    void shouldKnowItsSizeToTheByte_whenWritten() throws Exception {
        Incoming record = new Incoming("49546986683135544286507457936321625675700192471156785154", new byte[0], null);
        FirehoseJson json = new FirehoseJson();
        for (int length = 0; length < 10; length++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Outgoing answer = Outgoing.ok(record, new byte[length]);

            json.write(List.of(answer, answer), out);

            // One comma less than records.
            assertThat(out.size()).isEqualTo("{\"records\":[]}".length() + 2 * (int) FirehoseJson.size(answer) - 1);
        }
    }
}
