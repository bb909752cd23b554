package dev.twospeed.local;

import dev.twospeed.local.iam.AccessKeys;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients with which parts of the embedded AWS use each other, as the services of AWS do behind the scenes. */
final class OperatorClients {
    private OperatorClients() {}

    /** An S3 client of the operator, who may do everything. */
    static S3Client s3(Endpoints endpoints, AccessKeys keys) {
        var key = keys.of(AccessKeys.OPERATOR);
        return S3Client.builder()
                .endpointOverride(endpoints.s3())
                .region(Region.of(endpoints.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(true)
                .build();
    }
}
