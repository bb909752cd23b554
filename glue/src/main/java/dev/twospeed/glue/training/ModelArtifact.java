package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.ArtifactSink;
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
import java.util.HexFormat;
import java.util.stream.IntStream;

/** A trained model as the files of an artifact. */
final class ModelArtifact {
    private ModelArtifact() {}

    /** Writes all files, the manifest last. */
    static Manifest write(TrainedModel model, ArtifactSink sink, String version, String snapshot) throws IOException {
        int rank = model.serving().foldIn().rank();
        ModelWriter writer = new ModelWriter(sink, rank);
        ServingModel serving = model.serving();
        writer.writeItems(serving.products(), serving.factors(), serving.neighbours());
        FloatMatrix users = model.users();
        writer.writeUsers(IntStream.range(0, users.rows())
                .mapToObj(user -> new UserRow(model.customers().get(user), users.row(user)))
                .iterator());
        writer.writeFoldIn(serving.foldIn());
        return writer.publish(version, snapshot, model.metrics(), model.chosen().byName());
    }

    /** Eight hexadecimal digits that say what is in a model: catalogue, factors and hyperparameters. */
    static String contentHash(TrainedModel model) {
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
