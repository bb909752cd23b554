package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.LocalS3;
import dev.twospeed.local.s3.S3Server;
import dev.twospeed.local.secrets.SecretsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The embedded Glue with the embedded S3 it reads from, asked through AWS's own clients. */
final class GlueFixture implements AutoCloseable {
    static final String BUCKET = "lake";
    static final String ROLE = "arn:aws:iam::000000000000:role/job";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REGION = "us-east-1";

    final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
    final GlueService service;
    final SecretsService secrets;
    final GlueClient glue;
    final S3Client s3;

    private final S3Server s3Server;
    private final ApiServer api;

    GlueFixture(Path folder, Path classpathFile) {
        this(folder, classpathFile, Clock.systemUTC());
    }

    GlueFixture(Path folder, Path classpathFile, Clock clock) {
        var keys = AccessKeys.open(folder);
        var granting = new Granting();
        granting.role("job", "glue.amazonaws.com", Granting.allow("*", "*"));
        s3Server = LocalS3.open(folder, keys, granting.access(), (source, type, detail) -> {});
        var operator = keys.of(AccessKeys.OPERATOR);
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(operator.id(), operator.secret()));
        s3 = S3Client.builder()
                .endpointOverride(s3Server.plainEndpoint())
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        var endpoints = new AtomicReference<Endpoints>();
        try {
            service = new GlueService(
                    folder.resolve("glue"),
                    classpathFile,
                    endpoints::get,
                    keys,
                    granting.access(),
                    (source, type, detail) -> events.add(detail),
                    ProcessNetwork.unrestricted(),
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secrets = new SecretsService(folder.resolve("secrets"), REGION, granting.access());
        api = new ApiServer(0, keys, List.of(service, secrets));
        endpoints.set(LocalS3.endpoints(folder, s3Server, api.endpoint()));
        glue = GlueClient.builder()
                .endpointOverride(api.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        s3Server.create(resource("aws:s3/bucketV2:BucketV2", BUCKET, "{\"bucket\": \"" + BUCKET + "\"}"));
    }

    static Resource resource(String type, String name, String inputs) {
        try {
            return new Resource(
                    "urn:pulumi:local::test::" + type + "::" + name,
                    type,
                    name,
                    (ObjectNode) MAPPER.readTree(inputs),
                    JsonNodeFactory.instance.objectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String key, String content) {
        s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    /** Deploys a job whose entry script is in the bucket. */
    void job(String name, String script, Map<String, String> arguments) {
        service.create(jobResource(name, script, arguments));
    }

    /** Deploys a job that is tried again when it fails. */
    void job(String name, String script, Map<String, String> arguments, int maxRetries) {
        var job = jobResource(name, script, arguments);
        job.inputs().put("maxRetries", maxRetries);
        service.create(job);
    }

    /** Deploys a trigger. */
    void trigger(String name, String inputs) {
        service.create(resource("aws:glue/trigger:Trigger", name, inputs));
    }

    static Resource jobResource(String name, String script, Map<String, String> arguments) {
        var inputs = MAPPER.createObjectNode();
        inputs.put("name", name).put("roleArn", ROLE).put("timeout", 5);
        inputs.putObject("command").put("name", "glueetl").put("scriptLocation", "s3://" + BUCKET + "/" + script);
        var defaults = inputs.putObject("defaultArguments");
        defaults.put("--job-language", "scala").put("--class", "GlueApp");
        arguments.forEach(defaults::put);
        return resource("aws:glue/job:Job", name, inputs.toString());
    }

    @Override
    public void close() {
        glue.close();
        api.close();
        service.close();
        s3.close();
        s3Server.close();
    }
}
