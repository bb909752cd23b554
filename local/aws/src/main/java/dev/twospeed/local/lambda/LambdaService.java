package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The embedded Lambda: functions with versions and aliases, each run by AWS's own Java runtime client. */
public final class LambdaService implements DataPlane, FunctionInvoker, AutoCloseable {
    static final String FUNCTION = "aws:lambda/function:Function";
    static final String ALIAS = "aws:lambda/alias:Alias";
    static final String INVOCATION = "aws:lambda/invocation:Invocation";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final FunctionStore store;
    private final LambdaRuntime runtime;
    private final Supplier<Endpoints> endpoints;
    private final AccessKeys keys;
    private final S3Client s3;
    private final AsyncInvocations later;
    private final Map<String, EnvironmentPool> pools = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();

    /**
     * @param folder where functions are kept
     * @param classpathFile the class path that local/lambda-runtime wrote
     * @param endpoints where the functions find the other services; asked for each start of an environment
     * @param s3 reads deployment packages
     * @throws IOException when the runtime is not there
     */
    public LambdaService(Path folder, Path classpathFile, Supplier<Endpoints> endpoints, AccessKeys keys, S3Client s3)
            throws IOException {
        Files.createDirectories(folder);
        this.store = new FunctionStore(folder.toRealPath());
        this.runtime = LambdaRuntime.open(classpathFile, folder.toRealPath());
        this.endpoints = endpoints;
        this.keys = keys;
        this.s3 = s3;
        this.later = new AsyncInvocations(this, folder.resolve("dead-letters"));
    }

    @Override
    public Set<String> types() {
        return Set.of(FUNCTION, ALIAS, INVOCATION);
    }

    @Override
    public ObjectNode create(Resource resource) {
        return switch (resource.type()) {
            case FUNCTION -> deploy(resource, FunctionStore.Versions.NONE);
            case ALIAS -> alias(resource);
            default -> invocation(resource);
        };
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return switch (after.type()) {
            case FUNCTION -> deploy(after, store.read(name(after)));
            case ALIAS -> alias(after);
            default -> before.inputs().equals(after.inputs()) ? empty() : invocation(after);
        };
    }

    @Override
    public void delete(Resource resource) {
        if (resource.type().equals(FUNCTION)) {
            closePools(name(resource));
            store.delete(name(resource));
        } else if (resource.type().equals(ALIAS)) {
            aliases.remove(aliasKey(resource));
        }
    }

    @Override
    public void resume(Resource resource) {
        if (resource.type().equals(ALIAS)) {
            alias(resource);
        } else if (resource.type().equals(FUNCTION)
                && store.read(name(resource)).specs().isEmpty()) {
            // Its folder was lost; what it was deployed from is still in the bucket.
            deploy(resource, FunctionStore.Versions.NONE);
        }
    }

    @Override
    public Result invoke(String function, byte[] payload) {
        var spec = resolve(function);
        var pool = pools.computeIfAbsent(poolKey(spec), k -> new EnvironmentPool(spec, () -> start(spec)));
        try {
            return pool.invoke(payload);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(500, "ServiceException", "The invocation of " + function + " was interrupted");
        }
    }

    @Override
    public void invokeLater(String function, byte[] payload) {
        resolve(function);
        later.add(function, payload);
    }

    /** What a function is, by any of its names. */
    FunctionSpec resolve(String function) {
        var called = FunctionName.parse(function);
        var versions = store.read(called.name());
        if (versions.specs().isEmpty()) {
            throw new AwsError(404, "ResourceNotFoundException", "Function not found: " + called.name());
        }
        var version = aliases.getOrDefault(called.name() + ":" + called.qualifier(), called.qualifier());
        return versions.get(version)
                .orElseThrow(() -> new AwsError(
                        404,
                        "ResourceNotFoundException",
                        "Function not found: " + called.name() + " has no version or alias " + called.qualifier()));
    }

    private ExecutionEnvironment start(FunctionSpec spec) {
        return ExecutionEnvironment.start(
                spec,
                store.code(spec.name(), spec.codeHash()),
                runtime,
                endpoints.get().environment(keys.of(spec.role())),
                store.log(spec.name(), spec.version()));
    }

    private ObjectNode deploy(Resource resource, FunctionStore.Versions before) {
        var name = name(resource);
        var zip = code(resource.inputs());
        var hash = store.unpack(name, zip);
        var arn = resource.outputs().path("arn").asText();
        var latest = FunctionSpec.latest(name, arn, hash, resource.inputs());
        var versions = before.with(latest);
        var number = before.newest();
        if (resource.inputs().path("publish").asBoolean()) {
            var newest = before.get(Integer.toString(number));
            if (newest.isEmpty() || !newest.get().sameAs(latest)) {
                number++;
                versions = versions.with(latest.published(number));
            }
        }
        store.write(name, versions);
        closePool(name + ":" + FunctionSpec.LATEST);
        var version = number == 0 ? FunctionSpec.LATEST : Integer.toString(number);
        var outputs = empty();
        outputs.put("version", version);
        outputs.put("qualifiedArn", arn + ":" + version);
        outputs.put("codeSha256", BASE64.encodeToString(HexFormat.of().parseHex(hash)));
        outputs.put("sourceCodeSize", zip.length);
        outputs.put("lastModified", Instant.now().toString());
        return outputs;
    }

    private byte[] code(ObjectNode inputs) {
        var bucket = text(inputs, "s3Bucket");
        var key = text(inputs, "s3Key");
        if (bucket == null || key == null) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "The embedded Lambda takes code from s3Bucket and s3Key; upload the package as an object");
        }
        try {
            ResponseBytes<GetObjectResponse> object =
                    s3.getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toBytes());
            return object.asByteArrayUnsafe();
        } catch (S3Exception e) {
            throw new AwsError(
                    400,
                    "InvalidParameterValueException",
                    "Error occurred while getting s3://" + bucket + "/" + key + ": " + e.getMessage());
        }
    }

    private ObjectNode alias(Resource resource) {
        var version = resource.inputs().path("functionVersion").asText();
        var previous = aliases.put(aliasKey(resource), version);
        if (previous != null && !previous.equals(version)) {
            closePool(FunctionName.parse(resource.inputs().path("functionName").asText())
                            .name() + ":" + previous);
        }
        return empty();
    }

    private ObjectNode invocation(Resource resource) {
        var inputs = resource.inputs();
        var function = inputs.path("functionName").asText();
        var qualifier = text(inputs, "qualifier");
        var result = invoke(
                qualifier == null || function.endsWith(":" + qualifier) ? function : function + ":" + qualifier,
                inputs.path("input").asText().getBytes(StandardCharsets.UTF_8));
        var document = new String(result.payload(), StandardCharsets.UTF_8);
        if (result.functionError() != null) {
            throw new AwsError(
                    400, "InvocationFailed", "The function " + function + " failed in this deployment: " + document);
        }
        return empty().put("result", document);
    }

    private static String name(Resource resource) {
        return resource.outputs()
                .path("name")
                .asText(resource.inputs().path("name").asText(resource.id()));
    }

    private static String aliasKey(Resource resource) {
        return FunctionName.parse(resource.inputs().path("functionName").asText())
                        .name() + ":" + resource.inputs().path("name").asText();
    }

    private static @Nullable String text(ObjectNode inputs, String name) {
        var value = inputs.path(name);
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }

    private static String poolKey(FunctionSpec spec) {
        return spec.name() + ":" + spec.version();
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void closePool(String key) {
        var pool = pools.remove(key);
        if (pool != null) {
            pool.close();
        }
    }

    private void closePools(String function) {
        pools.keySet().stream()
                .filter(key -> key.startsWith(function + ":"))
                .toList()
                .forEach(this::closePool);
    }

    /** Ends all environments. */
    @Override
    public void close() {
        later.close();
        pools.keySet().stream().toList().forEach(this::closePool);
    }
}
