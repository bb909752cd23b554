package dev.twospeed.handlers.environment;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The way of the SDK's clients in a function to AWS: the JDK's own HTTP, which starts fastest. */
public final class JdkHttp {
    private JdkHttp() {}

    /** For one client; neither a connection nor an answer is waited for without end. */
    public static UrlConnectionHttpClient.Builder builder() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(Duration.ofSeconds(20));
    }
}
