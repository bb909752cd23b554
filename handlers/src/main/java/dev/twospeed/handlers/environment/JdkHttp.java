package dev.twospeed.handlers.environment;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The way of a function to AWS: the JDK's own HTTP, which starts fastest. */
public final class JdkHttp {
    /** How long a connection may take to be made. */
    public static final int CONNECT_MILLISECONDS = 3_000;

    /** How long may pass between two reads of an answer. */
    public static final int READ_MILLISECONDS = 20_000;

    private JdkHttp() {}

    /** For one client; neither a connection nor an answer is waited for without end. */
    public static UrlConnectionHttpClient.Builder builder() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofMillis(CONNECT_MILLISECONDS))
                .socketTimeout(Duration.ofMillis(READ_MILLISECONDS));
    }
}
