package dev.twospeed.local.s3;

import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes clients with which the embedded services themselves talk to the embedded S3, each as the role it acts for. */
public final class S3Clients {
    private S3Clients() {}

    /** A client that signs with a key; the caller closes it. */
    public static S3Client of(Endpoints endpoints, AccessKey key) {
        return S3Client.builder()
                .endpointOverride(endpoints.s3())
                .region(Region.of(endpoints.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder().tlsTrustManagersProvider(endpoints::trustManagers))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }
}
