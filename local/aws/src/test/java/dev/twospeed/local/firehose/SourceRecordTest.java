package dev.twospeed.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import dev.twospeed.local.kinesis.KinesisStream;
import dev.twospeed.local.kinesis.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRecordTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeAggregatesApart_andLeaveOthersAsTheyAre() throws Exception {
        try (var streaming = new Streaming(folder, new Streaming.LineEcho()).delivering()) {
            streaming.put("k", aggregate(List.of("one", "two", "three")));
            streaming.put("k", "four");
            var broken = aggregate(List.of("five"));
            broken[broken.length - 1]++;
            streaming.put("k", broken);

            var stream = streaming.kinesis.stream("events");
            var records = IntStream.range(0, 2)
                    .boxed()
                    .flatMap(shard ->
                            read(stream, shard).stream().flatMap(r -> SourceRecord.of(stream, shard, r).stream()))
                    .toList();

            assertThat(records).hasSize(5);
            assertThat(records.subList(0, 4))
                    .extracting(r -> new String(r.data(), StandardCharsets.UTF_8))
                    .containsExactly("one", "two", "three", "four");
            assertThat(records.subList(0, 4))
                    .extracting(SourceRecord::subsequence)
                    .containsExactly(0, 1, 2, 0);
            assertThat(records.subList(0, 3))
                    .extracting(SourceRecord::partitionKey)
                    .containsExactly("p0", "p1", "p0");
            assertThat(records).extracting(SourceRecord::recordId).doesNotHaveDuplicates();
            assertThat(records.get(4).data()).isEqualTo(broken);
        }
    }

    @Test
    void shouldDeliverEachUserRecord_whenAggregated() throws Exception {
        try (var streaming = new Streaming(folder, new Streaming.LineEcho()).delivering()) {
            var many = IntStream.range(0, 15_000).mapToObj(i -> "r" + i).toList();
            streaming.put("k", aggregate(many));
            Streaming.await(() -> streaming.delivered().size() >= many.size());
            assertThat(streaming.delivered()).isEqualTo(many);
        }
    }

    private static List<StreamRecord> read(KinesisStream stream, int shard) {
        try {
            return stream.read(shard, 0, 100, 1 << 20);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] aggregate(List<String> texts) throws Exception {
        var message = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(message);
        out.writeString(1, "p0");
        out.writeString(1, "p1");
        out.writeString(2, "17");
        for (int i = 0; i < texts.size(); i++) {
            var record = new ByteArrayOutputStream();
            var part = CodedOutputStream.newInstance(record);
            part.writeUInt64(1, i % 2);
            part.writeUInt64(2, 0);
            part.writeByteArray(3, texts.get(i).getBytes(StandardCharsets.UTF_8));
            part.flush();
            out.writeByteArray(3, record.toByteArray());
        }
        out.flush();
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        whole.writeBytes(message.toByteArray());
        whole.writeBytes(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
        return whole.toByteArray();
    }
}
