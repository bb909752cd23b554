package dev.twospeed.local.firehose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.lambda.FunctionInvoker;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The embedded Firehose: from a Kinesis stream, through a function, into S3, by AWS's rules of buffering and retry.
 *
 * <p>A delivery stream starts at the newest record of each shard when it is made and delivers at least once from there on,
 * also over a killed process. Records that the function gives up go to the error prefix and are never tried again.
 */
public final class FirehoseService implements DataPlane, AutoCloseable {
    private static final String DELIVERY_STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

    private final Path folder;
    private final String region;
    private final KinesisService kinesis;
    private final FunctionInvoker functions;
    private final Access access;
    private final Function<String, S3Client> s3ForRole;
    private final Metrics metrics;
    private final Map<String, DeliveryStream> running = new ConcurrentHashMap<>();

    /**
     * Opens the service; delivery streams run once stacks make them or the provider resumes them.
     *
     * @param folder where positions are kept; made when absent
     * @param s3ForRole makes an S3 client that acts as the role with an ARN; the delivery stream closes it
     * @param metrics take what is delivered and how old it is then
     */
    public FirehoseService(
            Path folder,
            String region,
            KinesisService kinesis,
            FunctionInvoker functions,
            Access access,
            Function<String, S3Client> s3ForRole,
            Metrics metrics) {
        this.metrics = metrics;
        this.access = access;
        this.folder = folder;
        this.region = region;
        this.kinesis = kinesis;
        this.functions = functions;
        this.s3ForRole = s3ForRole;
    }

    @Override
    public Set<String> types() {
        return Set.of(DELIVERY_STREAM);
    }

    @Override
    public ObjectNode create(Resource resource) {
        var config = config(resource);
        checkRoles(config);
        var source = kinesis.stream(config.sourceArn());
        try {
            start(config, Positions.latest(positions(config.name()), source));
        } catch (IOException e) {
            throw new UncheckedIOException("Delivery stream " + config.name() + " could not note its position", e);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        checkRoles(config(after));
        stop(nameOf(before));
        resume(after);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void resume(Resource resource) {
        var config = config(resource);
        var source = kinesis.stream(config.sourceArn());
        try {
            start(config, Positions.resume(positions(config.name()), source));
        } catch (IOException e) {
            throw new UncheckedIOException("Delivery stream " + config.name() + " could not read its position", e);
        }
    }

    @Override
    public void delete(Resource resource) {
        var name = nameOf(resource);
        stop(name);
        try {
            Files.deleteIfExists(positions(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Delivery stream " + name + " could not forget its position", e);
        }
    }

    // https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
    private void checkRoles(DeliveryConfig config) {
        for (var role :
                new TreeSet<>(List.of(config.sourceRoleArn(), config.target().roleArn()))) {
            if (!access.mayAssume("firehose.amazonaws.com", role, Map.of("sts:ExternalId", AccessKeys.ACCOUNT))) {
                throw new AwsError(
                        400,
                        "InvalidArgumentException",
                        "Firehose is unable to assume role " + role + ". Please check the role provided.");
            }
        }
    }

    private void start(DeliveryConfig config, Positions positions) {
        stop(config.name());
        running.put(
                config.name(),
                new DeliveryStream(config, region, positions, kinesis, functions, access, s3ForRole, metrics));
    }

    private void stop(String name) {
        var stream = running.remove(name);
        if (stream != null) {
            stream.close();
        }
    }

    private DeliveryConfig config(Resource resource) {
        var name = nameOf(resource);
        var arn = "arn:aws:firehose:" + region + ":" + AccessKeys.ACCOUNT + ":deliverystream/" + name;
        return DeliveryConfig.of(resource.inputs(), name, arn);
    }

    private static String nameOf(Resource resource) {
        var name = resource.inputs().path("name").asText("");
        return name.isEmpty() ? resource.outputs().path("name").asText(resource.id()) : name;
    }

    private Path positions(String name) {
        return folder.resolve(name + ".json");
    }

    @Override
    public void close() {
        for (var name : Set.copyOf(running.keySet())) {
            stop(name);
        }
    }
}
