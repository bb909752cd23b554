package dev.twospeed.handlers.environment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A GET without a body, signed by AWS Signature Version 4
 * (<a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: create a signed request</a>).
 *
 * <p>All that a function that answers asks of AWS when it starts are two kinds of it. The SDK's signer, which makes the same signatures, costs
 * such a start a tenth of its time.
 *
 * @param host host and, unless it is the scheme's own, port
 * @param path from its slash on, as {@link #escapedPath} gives it
 * @param service as AWS names it in signatures, such as {@code s3}
 * @param region the region that is asked
 */
public record SignedGet(String host, String path, String service, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** The headers that sign it, besides {@code Host}. */
    public Map<String, String> headers(AccessKey key, Instant now) {
        String time = time(now);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-content-sha256", HASH_OF_NOTHING);
        headers.put("x-amz-date", time);
        if (key.sessionToken() != null) {
            headers.put("x-amz-security-token", key.sessionToken());
        }
        StringBuilder lines = new StringBuilder("host:").append(host).append('\n');
        StringBuilder names = new StringBuilder("host");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            lines.append(header.getKey()).append(':').append(header.getValue()).append('\n');
            names.append(';').append(header.getKey());
        }
        String signature = signature(key, time, "", lines.toString(), names.toString());
        headers.put(
                "Authorization",
                ALGORITHM + " Credential=" + key.id() + "/" + scope(time) + ", SignedHeaders=" + names + ", Signature="
                        + signature);
        return headers;
    }

    /**
     * The query that signs it.
     *
     * @param parameters what it asks, each value {@link #escaped}, with names that sort before {@code X-Amz-} in this order
     * @param valid how long it may be sent, in whole seconds
     */
    public String query(String parameters, AccessKey key, Instant now, Duration valid) {
        String time = time(now);
        StringBuilder query = new StringBuilder(parameters)
                .append("&X-Amz-Algorithm=" + ALGORITHM + "&X-Amz-Credential=")
                .append(escaped(key.id() + "/" + scope(time)))
                .append("&X-Amz-Date=")
                .append(time)
                .append("&X-Amz-Expires=")
                .append(valid.toSeconds());
        if (key.sessionToken() != null) {
            query.append("&X-Amz-Security-Token=").append(escaped(key.sessionToken()));
        }
        query.append("&X-Amz-SignedHeaders=host");
        String signature = signature(key, time, query.toString(), "host:" + host + "\n", "host");
        return query.append("&X-Amz-Signature=").append(signature).toString();
    }

    /** Percent-encodes all but what RFC 3986 calls unreserved. */
    public static String escaped(String text) {
        return escaped(text, "-_.~");
    }

    /** The same, for a path: its slashes stay. */
    public static String escapedPath(String path) {
        return escaped(path, "-_.~/");
    }

    private static String escaped(String text, String alsoKept) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xFF);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || alsoKept.indexOf(character) >= 0)) {
                escaped.append(character);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return escaped.toString();
    }

    private String signature(AccessKey key, String time, String query, String headerLines, String headerNames) {
        String request =
                "GET\n" + path + "\n" + query + "\n" + headerLines + "\n" + headerNames + "\n" + HASH_OF_NOTHING;
        try {
            String toSign = ALGORITHM + "\n" + time + "\n" + scope(time) + "\n"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(request.getBytes(StandardCharsets.UTF_8)));
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] signing = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
            for (String part : new String[] {day(time), region, service, "aws4_request", toSign}) {
                mac.init(new SecretKeySpec(signing, "HmacSHA256"));
                signing = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(signing);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256 and its HMAC.", e);
        }
    }

    private String scope(String time) {
        return day(time) + "/" + region + "/" + service + "/aws4_request";
    }

    private static String day(String time) {
        return time.substring(0, 8);
    }

    /** Such as {@code 20261128T164500Z}; written by hand, since the first use of a format costs a start a hundredth of a second. */
    private static String time(Instant now) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
        long date = utc.getYear() * 10_000L + utc.getMonthValue() * 100L + utc.getDayOfMonth();
        int clock = 1_000_000 + utc.getHour() * 10_000 + utc.getMinute() * 100 + utc.getSecond();
        return date + "T" + Integer.toString(clock).substring(1) + "Z";
    }
}
