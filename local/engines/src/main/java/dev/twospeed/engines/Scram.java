package dev.twospeed.engines;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Checks a password against what PostgreSQL stores of it (RFC 5802, {@code pg_authid.rolpassword}). */
final class Scram {
    private static final Pattern STORED = Pattern.compile("SCRAM-SHA-256\\$(\\d+):([^$]+)\\$([^:]+):.+");

    private Scram() {}

    static boolean matches(String stored, String password) {
        var parts = STORED.matcher(stored);
        if (!parts.matches() || password.isEmpty()) {
            return false;
        }
        try {
            var decode = Base64.getDecoder();
            var spec = new PBEKeySpec(
                    password.toCharArray(), decode.decode(parts.group(2)), Integer.parseInt(parts.group(1)), 256);
            var salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salted, "HmacSHA256"));
            var clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
            var storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            return MessageDigest.isEqual(storedKey, decode.decode(parts.group(3)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA256", e);
        }
    }
}
