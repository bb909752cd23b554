package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelWriter;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.model.UserRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes models below a location that any Hadoop file system holds; a model exists once its manifest is there. */
public final class ModelPublisher {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path location;
    private final Configuration configuration;

    /**
     * A publisher below this location.
     *
     * @param location as in {@code s3://bucket/models/} or {@code file:/folder/}
     */
    public ModelPublisher(String location, Configuration configuration) {
        this.location = new Path(location);
        this.configuration = configuration;
    }

    /**
     * Publishes a model under a version of its own: the time, then a hash of its content.
     *
     * @return the manifest, written last
     */
    Manifest publish(TrainedModel model, RegisteredSnapshot snapshot, Instant now) throws IOException {
        String version = TIME.format(now) + "-" + contentHash(model);
        Path folder = new Path(location, version);
        FileSystem files = folder.getFileSystem(configuration);
        // A local file system would litter the artifact with checksum files of its own.
        files.setWriteChecksum(false);
        int rank = model.serving().foldIn().rank();
        ModelWriter writer = new ModelWriter(name -> files.create(new Path(folder, name), true), rank);
        ServingModel serving = model.serving();
        writer.writeItems(serving.products(), serving.factors(), serving.neighbours());
        FloatMatrix users = model.users();
        writer.writeUsers(IntStream.range(0, users.rows())
                .mapToObj(user -> new UserRow(model.customers().get(user), users.row(user)))
                .iterator());
        writer.writeFoldIn(serving.foldIn());
        return writer.publish(
                version, snapshot.name(), model.metrics(), model.chosen().byName());
    }

    private static String contentHash(TrainedModel model) {
        MessageDigest digest = sha256();
        for (Product product : model.serving().products()) {
            digest.update((product.code() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        update(digest, model.serving().factors());
        update(digest, model.users());
        digest.update(model.chosen().toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, 4);
    }

    private static void update(MessageDigest digest, FloatMatrix matrix) {
        for (int row = 0; row < matrix.rows(); row++) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(matrix.columns() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(matrix.values(), row * matrix.columns(), matrix.columns());
            digest.update(bytes.array());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
