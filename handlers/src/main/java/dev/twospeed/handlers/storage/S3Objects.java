package dev.twospeed.handlers.storage;

import dev.twospeed.handlers.environment.Credentials;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.handlers.environment.JdkHttp;
import dev.twospeed.handlers.environment.SignedGet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads objects of a bucket with the JDK's HTTP alone.
 *
 * <p>The client of S3 does far more than GET: it costs a starting function two thousand classes, more than all else together. Like it, this
 * asks up to three times where S3 or the way to it is at fault, and leaves what is wrong with a content to whoever reads it: a file of a model
 * has its checksum in the manifest.
 */
final class S3Objects {
    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLISECONDS = 100;
    private static final int LONGEST_REASON = 300;

    private final Credentials credentials;
    private final String region;
    private final String bucket;
    private final URI root;

    private S3Objects(Credentials credentials, String region, String bucket, URI root) {
        this.credentials = credentials;
        this.region = region;
        this.bucket = bucket;
        this.root = root;
    }

    /** Objects of a bucket of the function's region, or of the endpoint that {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL} names. */
    static S3Objects of(Environment environment, String bucket) {
        return new S3Objects(
                Credentials.ofFunction(environment), environment.text("AWS_REGION"), bucket, root(environment, bucket));
    }

    static URI root(Environment environment, String bucket) {
        String endpoint = environment.textOrNull("AWS_ENDPOINT_URL_S3");
        if (endpoint == null) {
            endpoint = environment.textOrNull("AWS_ENDPOINT_URL");
        }
        if (endpoint != null) {
            return URI.create((endpoint.endsWith("/") ? endpoint : endpoint + "/") + bucket);
        }
        String region = environment.text("AWS_REGION");
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        return URI.create("https://" + bucket + ".s3." + region + domain);
    }

    /** What an object is called in messages. */
    String location(String key) {
        return "s3://" + bucket + "/" + key;
    }

    /**
     * Opens an object.
     *
     * @throws NoSuchFileException if there is none of this name
     * @throws IOException if it cannot be read
     */
    InputStream open(String key) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Answer answer;
            try {
                answer = get(key);
            } catch (UncheckedIOException e) {
                throw new IOException("Reading " + location(key) + " failed.", e);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException("Reading " + location(key) + " failed.", e);
                }
                pause(attempt);
                continue;
            }
            if (answer.status() == HttpURLConnection.HTTP_OK) {
                return answer.body();
            }
            String reason = reason(answer);
            if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND && reason.contains("NoSuchKey")) {
                throw new NoSuchFileException(location(key));
            }
            if (attempt == ATTEMPTS || answer.status() < 500 && answer.status() != 429) {
                throw new IOException(
                        "Reading " + location(key) + " failed: S3 answered " + answer.status() + " " + reason);
            }
            pause(attempt);
        }
    }

    private record Answer(int status, InputStream body) {}

    private Answer get(String key) throws IOException {
        URL address = URI.create(root + "/" + SignedGet.escapedPath(key)).toURL();
        boolean port = address.getPort() != -1 && address.getPort() != address.getDefaultPort();
        String host = port ? address.getHost() + ":" + address.getPort() : address.getHost();
        SignedGet request = new SignedGet(host, address.getPath(), "s3", region);
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setConnectTimeout(JdkHttp.CONNECT_MILLISECONDS);
        connection.setReadTimeout(JdkHttp.READ_MILLISECONDS);
        connection.setInstanceFollowRedirects(false);
        // The JDK sends the host by itself.
        for (Map.Entry<String, String> header :
                request.headers(credentials.get(), Instant.now()).entrySet()) {
            connection.setRequestProperty(header.getKey(), header.getValue());
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return new Answer(status, connection.getInputStream());
        }
        InputStream error = connection.getErrorStream();
        return new Answer(status, error == null ? InputStream.nullInputStream() : error);
    }

    private static String reason(Answer answer) {
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
            return text.isEmpty() ? "without a reason" : text;
        } catch (IOException e) {
            return "without a reason";
        }
    }

    private void pause(int attempt) throws IOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong((PAUSE_MILLISECONDS << attempt) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two attempts to read from S3", e);
        }
    }
}
