package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** The inference function's URL, called as its clients do: over HTTP, signed with AWS Signature Version 4. */
public final class InferenceApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final URI url;

    InferenceApi(SdkHttpClient http, AwsCredentialsProvider credentials, String region, URI url) {
        this.http = http;
        this.credentials = credentials;
        this.region = region;
        this.url = url;
    }

    /**
     * Recommends for a session.
     *
     * @param event an activity event
     * @param k how many products
     * @return a recommendation record
     * @throws IllegalStateException with what the function objects to
     */
    public JsonNode recommend(JsonNode event, int k) throws IOException {
        return answer(
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(url.resolve("recommendations"))
                        .putRawQueryParameter("k", String.valueOf(k))
                        .putHeader("content-type", "application/json")
                        .build(),
                event.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Asks whether recommendations are personal at this time.
     *
     * @return {@code status} and {@code model_version}
     * @throws IllegalStateException with the reason if they are not
     */
    public JsonNode health() throws IOException {
        return answer(
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(url.resolve("health"))
                        .build(),
                new byte[0]);
    }

    private JsonNode answer(SdkHttpRequest request, byte[] body) throws IOException {
        var identity = credentials.resolveIdentity().join();
        var signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        var answer = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(
                                body.length == 0 ? null : signed.payload().orElse(null))
                        .build())
                .call();
        var text = answer.responseBody()
                .map(stream -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse("");
        if (!answer.httpResponse().isSuccessful()) {
            throw refused(answer.httpResponse().statusCode(), request.getUri(), text);
        }
        return JSON.readTree(text);
    }

    private static IllegalStateException refused(int status, URI target, String text) {
        var why = text;
        try {
            var problem = JSON.readTree(text);
            // The function's own problems have a detail, refusals by Lambda a message.
            why = problem.path("detail").asText(problem.path("Message").asText(text));
        } catch (IOException e) {
            // Then the text itself says it.
        }
        var advice = status == 403
                ? "; name the caller's role in inferenceCallers of streaming-inference, and let the role's own policy"
                        + " allow lambda:InvokeFunctionUrl and lambda:InvokeFunction"
                : "";
        return new IllegalStateException(target + " answered " + status + ": " + why + advice);
    }
}
