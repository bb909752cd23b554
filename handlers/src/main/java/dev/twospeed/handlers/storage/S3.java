package dev.twospeed.handlers.storage;

import dev.twospeed.handlers.environment.JdkHttp;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 client of a function; region, credentials and endpoint come from its environment. */
public final class S3 {
    private S3() {}

    /** A client for the life of a function. */
    public static S3Client client() {
        return S3Client.builder().httpClientBuilder(JdkHttp.builder()).build();
    }
}
