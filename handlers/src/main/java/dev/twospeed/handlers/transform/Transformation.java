package dev.twospeed.handlers.transform;

import dev.twospeed.handlers.answer.Answer;
import dev.twospeed.handlers.answer.Answerer;
import dev.twospeed.handlers.answer.DatabaseFault;
import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.CustomerEcho;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.event.Strategy;
import dev.twospeed.recommender.serve.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch of activity events into recommendation records. The batch is the unit of work: all events are parsed, all are answered
 * together, and each record is answered exactly once. A record that can never be answered fails alone.
 */
final class Transformation {
    private final EventParser parser = new EventParser();
    private final RecordEncoder encoder = new RecordEncoder();
    private final Answerer answerer;
    private final Selection selection;
    private final boolean echo;
    private final long largestResponse;

    /**
     * A transformation.
     *
     * @param selection how many products an event is answered with
     * @param echo whether city, country and credit limit are repeated in the answer
     * @param largestResponse bytes of JSON that Firehose accepts
     */
    Transformation(Answerer answerer, Selection selection, boolean echo, long largestResponse) {
        this.answerer = answerer;
        this.selection = selection;
        this.echo = echo;
        this.largestResponse = largestResponse;
    }

    /**
     * Answers a batch.
     *
     * @param timeout how long the database may take
     * @return an answer for each record, in their order
     * @throws DatabaseFault if the database cannot be asked and the function is configured to fail then
     */
    List<Outgoing> transform(List<Incoming> records, Duration timeout) throws DatabaseFault {
        long start = System.nanoTime();
        Outgoing[] outgoing = new Outgoing[records.size()];
        List<ActivityEvent> events = new ArrayList<>(records.size());
        List<Integer> places = new ArrayList<>(records.size());
        for (int i = 0; i < outgoing.length; i++) {
            Incoming record = records.get(i);
            if (record.payload() != null && isBlank(record.payload())) {
                outgoing[i] = Outgoing.dropped(record);
                continue;
            }
            ActivityEvent event = parse(record);
            if (event == null) {
                outgoing[i] = Outgoing.failed(record);
            } else {
                events.add(event);
                places.add(i);
            }
        }
        long parsed = System.nanoTime();
        List<Answer> answers = answerer.answer(events, selection, timeout);
        long ranked = System.nanoTime();
        List<RecommendationRecord> answered = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            answered.add(record(records.get(places.get(i)), events.get(i), answers.get(i)));
        }
        encode(records, outgoing, places, answered);
        summary(outgoing, answers, new Stages(parsed - start, ranked - parsed, System.nanoTime() - ranked))
                .write();
        return List.of(outgoing);
    }

    private @Nullable ActivityEvent parse(Incoming record) {
        if (record.payload() == null) {
            LogLine.warn("record failed: its data is not valid Base64")
                    .with("record_id", record.recordId())
                    .write();
            return null;
        }
        try {
            return parser.parse(record.payload());
        } catch (InvalidEvent e) {
            // The message names the field and the problem, not what was in it.
            LogLine.warn("record failed: " + e.getMessage())
                    .with("record_id", record.recordId())
                    .write();
            return null;
        }
    }

    private RecommendationRecord record(Incoming incoming, ActivityEvent event, Answer answer) {
        return new RecommendationRecord(
                event.eventId(),
                event.sessionId(),
                event.customerNumber(),
                answer.recommendations().recommended(),
                answer.recommendations().similar(),
                answer.modelVersion(),
                answer.recommendations().strategy(),
                incoming.source(),
                answer.degraded(),
                false,
                echo ? CustomerEcho.of(event) : null);
    }

    /** Encodes with the longest lists that fit: an answer that is too large would fail the whole batch, for ever. */
    private void encode(
            List<Incoming> records, Outgoing[] outgoing, List<Integer> places, List<RecommendationRecord> answered) {
        int fits = -1;
        int tooLong = selection.length() + 1;
        int length = selection.length();
        while (true) {
            for (int i = 0; i < places.size(); i++) {
                outgoing[places.get(i)] = Outgoing.ok(records.get(places.get(i)), encoded(answered.get(i), length));
            }
            if (size(outgoing) <= largestResponse) {
                fits = length;
            } else {
                tooLong = length;
            }
            if (length == fits && tooLong - fits == 1) {
                return;
            }
            if (tooLong == 0) {
                throw new IllegalStateException("Answering " + outgoing.length + " records needs more than the "
                        + largestResponse + " bytes of a response even without products. Lower the buffer size of the"
                        + " delivery stream's processor.");
            }
            length = tooLong - fits == 1 ? fits : (fits + tooLong) / 2;
        }
    }

    private byte[] encoded(RecommendationRecord record, int length) {
        boolean longer = record.recommendedItems().size() > length
                || record.similarItems().size() > length;
        return encoder.encode(longer ? record.truncatedTo(length) : record);
    }

    private static long size(Outgoing[] outgoing) {
        long size = "{\"records\":[]}".length();
        for (Outgoing record : outgoing) {
            size += FirehoseJson.size(record);
        }
        return size;
    }

    private static boolean isBlank(byte[] payload) {
        for (byte b : payload) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Nanoseconds that a batch's stages took; the answers include the database's. */
    record Stages(long parse, long answer, long encode) {}

    /** What became of a batch; alarms look at these counts by their names. */
    static LogLine summary(Outgoing[] outgoing, List<Answer> answers, Stages stages) {
        LogLine line = LogLine.info("batch answered").count("records", outgoing.length);
        for (Outgoing.Result result : Outgoing.Result.values()) {
            line.count(
                    result.label(),
                    Arrays.stream(outgoing)
                            .filter(record -> record.result() == result)
                            .count());
        }
        for (Strategy strategy : Strategy.values()) {
            line.count(
                    "strategy_" + strategy.label(),
                    answers.stream()
                            .filter(answer -> answer.recommendations().strategy() == strategy)
                            .count());
        }
        return line.count("degraded", answers.stream().filter(Answer::degraded).count())
                .milliseconds("parse_milliseconds", stages.parse())
                .milliseconds("answer_milliseconds", stages.answer())
                .milliseconds("encode_milliseconds", stages.encode())
                .milliseconds("milliseconds", stages.parse() + stages.answer() + stages.encode())
                .with("model_version", answers.isEmpty() ? null : answers.get(0).modelVersion());
    }
}
