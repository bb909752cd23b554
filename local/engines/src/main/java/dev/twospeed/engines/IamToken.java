package dev.twospeed.engines;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The password of an IAM login: a presigned request {@code Action=connect} for one endpoint and one database user.
 *
 * <p>Source: AWS, "Signature Version 4", query string authentication, and "IAM database authentication" of the RDS guide.
 *
 * @param endpoint host and port that it was made for
 * @param signed the query without its signature, as it was sent
 * @param fields the same, decoded, with the signature
 */
record IamToken(String endpoint, String signed, Map<String, String> fields) {
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String EMPTY_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    static IamToken parse(String text) throws LoginRefused {
        var query = text.indexOf("/?");
        if (query < 0) {
            throw new LoginRefused("the password is not an IAM token");
        }
        var fields = new HashMap<String, String>();
        for (var field : text.substring(query + 2).split("&")) {
            var equals = field.indexOf('=');
            if (equals < 0) {
                throw new LoginRefused("the password is not an IAM token");
            }
            fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
        }
        var signed = Arrays.stream(text.substring(query + 2).split("&"))
                .filter(field -> !field.startsWith("X-Amz-Signature="))
                .sorted()
                .collect(Collectors.joining("&"));
        return new IamToken(text.substring(0, query), signed, fields);
    }

    /**
     * Checks everything about it but the permission.
     *
     * @param secretOf the secret of an access key id, if there is such a key
     * @return the access key id it was signed with
     */
    String verify(
            String expectedEndpoint,
            String user,
            String region,
            Instant now,
            Function<String, Optional<String>> secretOf)
            throws LoginRefused {
        require(endpoint.equals(expectedEndpoint), "it is for " + endpoint + " and this is " + expectedEndpoint);
        require("connect".equals(fields.get("Action")), "its action is not connect");
        require(user.equals(fields.get("DBUser")), "it is for the user " + fields.get("DBUser"));
        require("AWS4-HMAC-SHA256".equals(fields.get("X-Amz-Algorithm")), "its algorithm is unknown");
        require("host".equals(fields.get("X-Amz-SignedHeaders")), "it must sign the host and nothing else");
        checkTime(now);
        var scope = fields.getOrDefault("X-Amz-Credential", "").split("/");
        require(
                scope.length == 5 && scope[2].equals(region) && scope[3].equals("rds-db"),
                "its scope is not rds-db in " + region);
        var secret = secretOf.apply(scope[0]);
        require(secret.isPresent(), "the access key " + scope[0] + " does not exist");
        var expected = signature(endpoint, signed, fields.get("X-Amz-Date"), region, secret.get());
        var given = fields.getOrDefault("X-Amz-Signature", "");
        require(
                MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII)),
                "its signature does not match the key " + scope[0]);
        return scope[0];
    }

    private void checkTime(Instant now) throws LoginRefused {
        try {
            var signedAt = Instant.from(TIME.parse(fields.getOrDefault("X-Amz-Date", "")));
            var life = Duration.ofSeconds(Integer.parseInt(fields.getOrDefault("X-Amz-Expires", "")));
            var shorter = life.compareTo(LONGEST_LIFE) < 0 ? life : LONGEST_LIFE;
            require(now.isBefore(signedAt.plus(shorter)), "it expired at " + signedAt.plus(shorter));
            require(signedAt.isBefore(now.plus(CLOCK_SLACK)), "it is from the future, " + signedAt);
        } catch (DateTimeException | NumberFormatException e) {
            throw new LoginRefused("its date or expiry cannot be read");
        }
    }

    /** Makes the token that {@code RdsUtilities.generateAuthenticationToken} of the AWS SDK would make. */
    static String sign(
            String endpoint, String user, String region, String accessKeyId, String secret, Instant signedAt) {
        var time = TIME.format(signedAt);
        var query = "Action=connect&DBUser=" + encode(user) + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                + encode(accessKeyId + "/" + time.substring(0, 8) + "/" + region + "/rds-db/aws4_request")
                + "&X-Amz-Date=" + time + "&X-Amz-Expires=900&X-Amz-SignedHeaders=host";
        return endpoint + "/?" + query + "&X-Amz-Signature=" + signature(endpoint, query, time, region, secret);
    }

    private static String signature(String endpoint, String query, String time, String region, String secret) {
        var request = String.join("\n", "GET", "/", query, "host:" + endpoint, "", "host", EMPTY_BODY);
        var day = time.substring(0, 8);
        var scope = day + "/" + region + "/rds-db/aws4_request";
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
            var toSign = String.join(
                    "\n", "AWS4-HMAC-SHA256", time, scope, HexFormat.of().formatHex(hash));
            var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
            for (var step : new String[] {day, region, "rds-db", "aws4_request", toSign}) {
                key = mac(key, step);
            }
            return HexFormat.of().formatHex(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256 and HmacSHA256", e);
        }
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(boolean holds, String otherwise) throws LoginRefused {
        if (!holds) {
            throw new LoginRefused("the IAM token is refused: " + otherwise);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String decode(String text) throws LoginRefused {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new LoginRefused("the password is not an IAM token");
        }
    }
}
