package dev.twospeed.local.iam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The access keys of the embedded AWS: one for the operator and one for each role.
 *
 * <p>Keys derive from a random seed kept in the state folder, so that they survive a restart and nothing but the seed
 * is stored.
 */
public final class AccessKeys {
    /** The account of the embedded AWS. */
    public static final String ACCOUNT = "000000000000";

    /** Who holds the operator's key. */
    public static final String OPERATOR = "arn:aws:iam::" + ACCOUNT + ":root";

    private final byte[] seed;
    private final Map<String, String> principalByKeyId = new ConcurrentHashMap<>();

    private AccessKeys(byte[] seed) {
        this.seed = seed;
    }

    /** Opens the keys kept in a state folder, or makes new ones. */
    public static AccessKeys open(Path stateFolder) {
        try {
            var file = stateFolder.resolve("access-key-seed");
            if (!Files.exists(file)) {
                var fresh = new byte[32];
                new SecureRandom().nextBytes(fresh);
                Files.createDirectories(stateFolder);
                var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                var temporary = Files.createTempFile(stateFolder, "seed", ".tmp", ownerOnly);
                Files.write(temporary, fresh);
                Files.move(temporary, file);
            }
            return new AccessKeys(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Access keys in " + stateFolder + " could not be read or written", e);
        }
    }

    /** The key of a principal, an ARN of a role or {@link #OPERATOR}. */
    public AccessKey of(String principal) {
        var id = "ASIA"
                + HexFormat.of()
                        .withUpperCase()
                        .formatHex(mac("id " + principal))
                        .substring(0, 16);
        principalByKeyId.put(id, principal);
        return new AccessKey(
                id, HexFormat.of().formatHex(mac("secret " + principal)).substring(0, 40));
    }

    /** Who holds the key with this id, if it was ever given out in this run. */
    public Optional<String> principal(String accessKeyId) {
        return Optional.ofNullable(principalByKeyId.get(accessKeyId));
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /** An access key id and its secret. */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[" + id + "]";
        }
    }
}
