package dev.twospeed.local.cloud;

import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS SDK's clients for one environment: the embedded AWS, or the account that the caller's own setup names. */
public final class AwsClients implements AutoCloseable {
    private final SdkHttpClient http;
    private final @Nullable Endpoints embedded;
    private final @Nullable AccessKey key;
    private final @Nullable String region;

    private AwsClients(@Nullable Endpoints embedded, @Nullable AccessKey key, @Nullable String region) {
        var connections = UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(5));
        if (embedded != null) {
            connections.tlsTrustManagersProvider(embedded::trustManagers);
        }
        this.http = connections.build();
        this.embedded = embedded;
        this.key = key;
        this.region = region;
    }

    /** Clients of the embedded AWS, signing with a key of it. */
    public static AwsClients embedded(Endpoints endpoints, AccessKey key) {
        return new AwsClients(endpoints, key, endpoints.region());
    }

    /** Clients of the account that the SDK's own configuration chain names. */
    public static AwsClients account(String region) {
        return new AwsClients(null, null, region);
    }

    /** S3. */
    public S3Client s3() {
        return prepared(S3Client.builder().httpClient(http), embedded == null ? null : embedded.s3())
                .build();
    }

    /** Kinesis Data Streams. */
    public KinesisClient kinesis() {
        return prepared(KinesisClient.builder().httpClient(http), api()).build();
    }

    /** Glue. */
    public GlueClient glue() {
        return prepared(GlueClient.builder().httpClient(http), api()).build();
    }

    /** CloudWatch. */
    public CloudWatchClient cloudWatch() {
        return prepared(CloudWatchClient.builder().httpClient(http), api()).build();
    }

    /** Lambda. */
    public LambdaClient lambda() {
        return prepared(LambdaClient.builder().httpClient(http), api())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(Duration.ofMinutes(16))
                        .build())
                .build();
    }

    /** The inference function behind a function URL. */
    public InferenceApi inference(URI url) {
        var credentials = key == null ? DefaultCredentialsProvider.builder().build() : credentials(key);
        // https://<id>.lambda-url.<region>.on.aws/
        var signedFor = embedded == null ? url.getHost().split("\\.")[2] : embedded.region();
        return new InferenceApi(http, credentials, signedFor, url);
    }

    private static AwsCredentialsProvider credentials(AccessKey key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }

    /** What belongs to a whole account in S3. */
    public S3ControlClient s3Control() {
        return prepared(S3ControlClient.builder().httpClient(http), api()).build();
    }

    /** Secrets Manager. */
    public SecretsManagerClient secrets() {
        return prepared(SecretsManagerClient.builder().httpClient(http), api()).build();
    }

    /** EC2. */
    public Ec2Client ec2() {
        return prepared(Ec2Client.builder().httpClient(http), api()).build();
    }

    /** Who calls. */
    public StsClient sts() {
        return prepared(StsClient.builder().httpClient(http), api()).build();
    }

    private @Nullable URI api() {
        return embedded == null ? null : embedded.api();
    }

    private <B extends AwsClientBuilder<B, ?>> B prepared(B builder, @Nullable URI endpoint) {
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null && key != null) {
            builder.endpointOverride(endpoint).credentialsProvider(credentials(key));
        }
        return builder;
    }

    @Override
    public void close() {
        http.close();
    }
}
