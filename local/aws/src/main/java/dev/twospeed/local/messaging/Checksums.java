package dev.twospeed.local.messaging;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MD5 sums that clients compare, to see that nothing was lost on the way.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">message
 *     attributes and how their sum is made</a>
 */
final class Checksums {
    private static final int TEXT = 1;

    private Checksums() {}

    static String of(String body) {
        return md5(body.getBytes(StandardCharsets.UTF_8));
    }

    /** Of attributes that are all texts. */
    static String of(Map<String, String> attributes) {
        var encoded = new ByteArrayOutputStream();
        var out = new DataOutputStream(encoded);
        try {
            for (var attribute : new TreeMap<>(attributes).entrySet()) {
                write(out, attribute.getKey());
                write(out, "String");
                out.writeByte(TEXT);
                write(out, attribute.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return md5(encoded.toByteArray());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
