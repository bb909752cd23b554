package dev.twospeed.handlers.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Held against the SDK's signer. */
class SignedGetTest {
    private static final String CHARACTERS = "abcXYZ0189-_.~/+=&%#?: ,;'\"(){}[]<>|\\^`!@$*\u00e9\u20ac\ud83d\ude80";

    private final Random random = new Random(20_261_128);

    @ParameterizedTest
    @ValueSource(strings = {"lake.s3.eu-central-1.amazonaws.com", "127.0.0.1:4566"})
    void shouldSendTheHeadersOfTheSdk_whenAnObjectIsRead(String host) {
        for (int i = 0; i < 300; i++) {
            Instant now = anyTime();
            AccessKey key = anyKey();
            String path = "/" + SignedGet.escapedPath(anyText(40));

            Map<String, String> ours = new SignedGet(host, path, "s3", "eu-central-1").headers(key, now);

            Map<String, String> sdk = new LinkedHashMap<>();
            bySdk("http://" + host + path, key, now, "s3", null)
                    .forEachHeader((name, values) -> sdk.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            assertThat(sdk.remove("host")).isEqualTo(host);
            sdk.put("Authorization", sdk.remove("authorization"));
            assertThat(ours).containsExactlyInAnyOrderEntriesOf(sdk);
        }
    }

    @Test
    void shouldAskTheQueryOfTheSdk_whenADatabaseIsLoggedInTo() {
        for (int i = 0; i < 300; i++) {
            Instant now = anyTime();
            AccessKey key = anyKey();
            String asked = "Action=connect&DBUser=" + SignedGet.escaped(anyText(12));
            String host = "vectors.abc.eu-central-1.rds.amazonaws.com:5432";

            String ours =
                    new SignedGet(host, "/", "rds-db", "eu-central-1").query(asked, key, now, Duration.ofMinutes(15));

            SdkHttpRequest sdk = bySdk("https://" + host + "/?" + asked, key, now, "rds-db", Duration.ofMinutes(15));
            assertThat(ours.split("&"))
                    .containsExactlyInAnyOrder(sdk.getUri().getRawQuery().split("&"));
        }
    }

    @Test
    void shouldShowNoSecret_whenAKeyIsPrinted() {
        assertThat(new AccessKey("ASIAEXAMPLE", "hidden", "hidden, too")).hasToString("AccessKey ASIAEXAMPLE");
    }

    private static SdkHttpRequest bySdk(
            String uri, AccessKey key, Instant now, String service, @Nullable Duration valid) {
        AwsCredentials credentials = key.sessionToken() == null
                ? AwsBasicCredentials.create(key.id(), key.secret())
                : AwsSessionCredentials.create(key.id(), key.secret(), key.sessionToken());
        SdkHttpRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(uri))
                .build();
        return AwsV4HttpSigner.create()
                .sign(sign -> {
                    sign.identity(credentials)
                            .request(request)
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC))
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1");
                    if (valid == null) {
                        sign.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false);
                    } else {
                        sign.putProperty(
                                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, valid);
                    }
                })
                .request();
    }

    private AccessKey anyKey() {
        return new AccessKey("ASIA" + random.nextInt(1_000_000), base64(30), random.nextBoolean() ? base64(200) : null);
    }

    /** As keys and tokens look. */
    private String base64(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** From 2001 to 2096. */
    private Instant anyTime() {
        return Instant.ofEpochSecond(1_000_000_000L + random.nextInt(Integer.MAX_VALUE) + random.nextInt(900_000_000));
    }

    private String anyText(int longest) {
        int[] characters = CHARACTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); length > 0; length--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
