package dev.twospeed.local.api;

import com.sun.net.httpserver.Headers;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks who signed a request, by AWS Signature Version 4.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: create a
 *     signed request</a>
 */
public final class RequestSignature {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private final AccessKeys keys;

    /** Checks against these keys. */
    public RequestSignature(AccessKeys keys) {
        this.keys = keys;
    }

    /**
     * The principal whose key signed the request.
     *
     * @throws AwsError when it is not signed, or not by a key of ours
     */
    public String verify(String method, URI uri, Headers headers, byte[] body) {
        var authorization = headers.getFirst("Authorization");
        if (authorization == null) {
            throw new AwsError(
                    403,
                    "MissingAuthenticationTokenException",
                    "The request to the embedded AWS is not signed: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        var parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            throw new AwsError(
                    403, "IncompleteSignatureException", "The Authorization header is no AWS Signature Version 4");
        }
        var principal = keys.principal(parts.group(1))
                .orElseThrow(() -> new AwsError(
                        403,
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid: access key " + parts.group(1)
                                + " is none of the embedded AWS's"));
        var expected = sign(keys.of(principal).secret(), parts, method, uri, headers, body);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), parts.group(4).getBytes(StandardCharsets.US_ASCII))) {
            throw new AwsError(
                    403,
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided: check the secret"
                            + " of access key " + parts.group(1));
        }
        return principal;
    }

    /** The service that a signed request is meant for, such as {@code kinesis}. */
    String service(Headers headers) {
        var parts = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
        var scope = parts.matches() ? parts.group(2).split("/", -1) : new String[0];
        return scope.length == 4 ? scope[2] : "";
    }

    private static String sign(
            String secret, Matcher authorization, String method, URI uri, Headers headers, byte[] body) {
        var scope = authorization.group(2);
        var canonical = new StringBuilder(method).append('\n');
        canonical.append(canonicalPath(uri)).append('\n');
        canonical.append(canonicalQuery(uri)).append('\n');
        for (var name : authorization.group(3).split(";")) {
            List<String> values = headers.getOrDefault(name, List.of());
            canonical
                    .append(name.toLowerCase(Locale.ROOT))
                    .append(':')
                    .append(String.join(",", values).strip().replaceAll(" +", " "))
                    .append('\n');
        }
        canonical.append('\n').append(authorization.group(3)).append('\n').append(sha256(body));
        var toSign = "AWS4-HMAC-SHA256\n" + headers.getFirst("X-Amz-Date") + "\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** Every service but S3 signs the path encoded once more than it is sent. */
    private static String canonicalPath(URI uri) {
        var path = uri.getRawPath();
        return path.isEmpty() ? "/" : encode(path, true);
    }

    private static String canonicalQuery(URI uri) {
        if (uri.getRawQuery() == null || uri.getRawQuery().isEmpty()) {
            return "";
        }
        var parameters = new ArrayList<String>();
        for (var parameter : uri.getRawQuery().split("&")) {
            var pair = parameter.split("=", 2);
            var name = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
            var value = pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
            parameters.add(encode(name, false) + "=" + encode(value, false));
        }
        parameters.sort(null);
        return String.join("&", parameters);
    }

    private static String encode(String text, boolean keepSlash) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-_.~".indexOf(c) >= 0
                    || (keepSlash && c == '/')) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
