package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.Endpoints;
import dev.twospeed.local.Ports;
import dev.twospeed.local.api.RequestSignature;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.messaging.Queues;
import dev.twospeed.local.messaging.Sender;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The embedded Lambda: functions with versions, aliases and URLs, each run by AWS's own Java runtime client.
 *
 * <p>What is deployed is on disk; the JVMs that run it are started when they are needed, kept while idle, and end with
 * this process however it ends.
 */
public final class LambdaService implements DataPlane, FunctionInvoker, AutoCloseable {
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String ALIAS = "aws:lambda/alias:Alias";
    private static final String INVOCATION = "aws:lambda/invocation:Invocation";
    private static final String URL = "aws:lambda/functionUrl:FunctionUrl";
    private static final String EVENT_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

    // AWS waits one minute and then two; nobody at a laptop does.
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final FunctionStore store;
    private final LambdaRuntime runtime;
    private final Supplier<Endpoints> endpoints;
    private final AccessKeys keys;
    private final Access access;
    private final FunctionRoles roles;
    private final DeploymentPackages packages;
    private final AsyncInvocations later;
    private final FunctionUrls urls;
    private final ProcessNetwork network;
    private final Metrics metrics;
    private final Map<FunctionSpec, EnvironmentPool> pools = new ConcurrentHashMap<>();

    /**
     * Opens the functions kept in a folder.
     *
     * @param folder where functions are kept; made when absent
     * @param classpathFile the class path that local/lambda-runtime wrote
     * @param endpoints where the functions find the other services; asked for each start of an environment
     * @param access says what roles and callers may do
     * @param s3 reads deployment packages
     * @param ports for function URLs
     * @param queues take what functions could not handle
     * @param network what functions reach
     * @param metrics take how often functions run, how long, and how often they fail
     * @throws IOException when the runtime is not there
     */
    public LambdaService(
            Path folder,
            Path classpathFile,
            Supplier<Endpoints> endpoints,
            AccessKeys keys,
            Access access,
            S3Client s3,
            Ports ports,
            Queues queues,
            ProcessNetwork network,
            Metrics metrics)
            throws IOException {
        this.network = network;
        this.metrics = metrics;
        this.access = access;
        this.roles = new FunctionRoles(access);
        Files.createDirectories(folder);
        var home = folder.toRealPath();
        this.store = new FunctionStore(home.resolve("functions"));
        this.runtime = LambdaRuntime.open(classpathFile, home);
        this.endpoints = endpoints;
        this.keys = keys;
        this.packages = new DeploymentPackages(s3);
        this.later = new AsyncInvocations(
                this,
                (function, destination, letter) -> bury(queues, function, destination, letter),
                home,
                RETRY_DELAY);
        this.urls = new FunctionUrls(ports, new RequestSignature(keys), this);
    }

    private void bury(Queues queues, String function, String destination, String letter) {
        if (!destination.contains(":sqs:")) {
            throw new AwsError(
                    400, "InvalidParameterValueException", "the embedded Lambda keeps failed events in queues only");
        }
        var role = resolve(function).role();
        var unused = queues.send(Sender.of(role), destination, letter, Map.of());
    }

    @Override
    public Set<String> types() {
        return Set.of(FUNCTION, ALIAS, INVOCATION, URL, EVENT_CONFIG);
    }

    @Override
    public ObjectNode create(Resource resource) {
        return switch (resource.type()) {
            case FUNCTION -> {
                // A creation that was killed halfway may have left versions that no stack knows.
                store.delete(name(resource));
                roles.take(resource);
                yield deploy(resource, FunctionStore.Versions.NONE);
            }
            case INVOCATION -> invocation(resource);
            default -> attach(resource);
        };
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return switch (after.type()) {
            case FUNCTION -> {
                roles.take(after);
                yield deploy(after, store.read(name(after)));
            }
            // Only a changed input or trigger invokes again, and that is a replacement.
            case INVOCATION -> empty();
            default -> attach(after);
        };
    }

    /** Alias, URL or settings of a function, made or changed. */
    private ObjectNode attach(Resource resource) {
        switch (resource.type()) {
            case ALIAS -> {
                var version = resource.inputs().path("functionVersion").asText();
                var unused = resolve(function(resource).at(version).toString());
                store.change(function(resource).name(), kept -> kept.withAlias(alias(resource), version));
            }
            case URL -> {
                return urls.open(resource);
            }
            case EVENT_CONFIG -> later.configure(function(resource), EventInvokeConfig.of(resource.inputs()));
            default -> throw new IllegalArgumentException("The embedded Lambda does not serve " + resource.type());
        }
        return empty();
    }

    @Override
    public void delete(Resource resource) {
        switch (resource.type()) {
            case FUNCTION -> {
                store.delete(name(resource));
                drop(spec -> spec.name().equals(name(resource))).forEach(EnvironmentPool::close);
            }
            case ALIAS -> {
                var function = function(resource).name();
                if (!store.read(function).specs().isEmpty()) {
                    store.change(function, kept -> kept.withoutAlias(alias(resource)));
                }
            }
            case URL -> urls.delete(resource);
            case EVENT_CONFIG -> later.forget(function(resource));
            default -> {}
        }
    }

    @Override
    public void resume(Resource resource) {
        switch (resource.type()) {
            case FUNCTION -> {
                roles.know(resource);
                var versions = store.read(name(resource));
                if (versions.specs().values().stream().anyMatch(v -> !Files.exists(code(v)))
                        || versions.specs().isEmpty()) {
                    // Its folder was lost; what it was deployed from is still in the bucket.
                    var unused = deploy(resource, versions);
                }
            }
            case ALIAS, URL, EVENT_CONFIG -> {
                var unused = attach(resource);
            }
            default -> {}
        }
    }

    /** Goes on with asynchronous events of an earlier run; to be called when everything that functions need is up. */
    public void resumeEvents() {
        later.resume();
    }

    @Override
    public Result invoke(String function, byte[] payload) {
        try {
            for (; ; ) {
                var result = pool(resolve(function)).invoke(payload);
                // Nothing: it was deployed anew between looking it up and calling it.
                if (result.isPresent()) {
                    return result.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsError(500, "ServiceException", "The invocation of " + function + " was interrupted");
        }
    }

    @Override
    public void invokeLater(String function, byte[] payload) {
        var unused = resolve(function);
        later.add(function, payload);
    }

    /** What a function is, by any of its names. */
    FunctionSpec resolve(String function) {
        var called = FunctionName.parse(function);
        return store.read(called.name()).get(called.qualifier()).orElseThrow(() -> notFound(called));
    }

    Access access() {
        return access;
    }

    /** The ARN by which policies speak of a function: with the qualifier that a caller named. */
    String arnOf(String function) {
        var called = FunctionName.parse(function);
        var arn = resolve(function).arn();
        return called.qualifier().equals(FunctionSpec.LATEST) ? arn : arn + ":" + called.qualifier();
    }

    private EnvironmentPool pool(FunctionSpec spec) {
        return pools.computeIfAbsent(
                spec,
                s -> new EnvironmentPool(s, () -> network.map().reach(s.network()), reach -> {
                    roles.checkEnvironment(s);
                    var log = roles.mayLog(s) ? Optional.of(store.log(s.name(), s.version())) : Optional.<Path>empty();
                    var key = keys.of(s.role());
                    return ExecutionEnvironment.start(
                            s,
                            new FunctionProcess(
                                    s, code(s), runtime, endpoints.get(), key, log, network.isolation(), reach),
                            new FunctionMetrics(s.name(), metrics));
                }));
    }

    private ObjectNode deploy(Resource resource, FunctionStore.Versions before) {
        var name = name(resource);
        var zip = packages.fetch(resource.inputs());
        var hash = store.unpack(name, zip);
        var arn = resource.outputs().path("arn").asText();
        var latest = FunctionSpec.latest(name, arn, hash, resource.inputs());
        var number = before.newest();
        if (resource.inputs().path("publish").asBoolean() && !before.isNewest(latest)) {
            number++;
            publish(latest.published(number));
        }
        store.change(name, kept -> kept.with(latest));
        retireStale(name);
        var version = number == 0 ? FunctionSpec.LATEST : Integer.toString(number);
        var outputs = empty();
        outputs.put("version", version);
        outputs.put("qualifiedArn", arn + ":" + version);
        outputs.put(
                "codeSha256", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash)));
        outputs.put("sourceCodeSize", zip.length);
        outputs.put("lastModified", Instant.now().toString());
        return outputs;
    }

    /** Keeps a version; with SnapStart it is initialised now, and one that cannot start fails here. */
    private void publish(FunctionSpec version) {
        if (version.restored()) {
            var pool = pool(version);
            try {
                pool.prepare();
            } catch (AwsError e) {
                pools.remove(version);
                pool.close();
                throw new AwsError(e.status(), e.code(), e.getMessage() + store.hint(version));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AwsError(500, "ServiceException", "Publishing " + version.name() + " was interrupted");
            }
        }
        store.change(version.name(), kept -> kept.with(version));
    }

    private ObjectNode invocation(Resource resource) {
        var function = function(resource).toString();
        var result = invoke(function, resource.inputs().path("input").asText().getBytes(StandardCharsets.UTF_8));
        if (result.functionError() != null) {
            throw new AwsError(
                    400,
                    "InvocationFailed",
                    "The function " + function(resource).name() + " failed in this deployment: "
                            + ErrorDocument.message(result.payload()) + store.hint(resolve(function)));
        }
        return empty().put("result", new String(result.payload(), StandardCharsets.UTF_8));
    }

    /** Ends the environments of what a function no longer is, when they have answered. */
    private void retireStale(String function) {
        var versions = store.read(function);
        drop(spec -> spec.name().equals(function)
                        && !versions.get(spec.version()).equals(Optional.of(spec)))
                .forEach(EnvironmentPool::retire);
    }

    private List<EnvironmentPool> drop(Predicate<FunctionSpec> which) {
        return pools.keySet().stream()
                .filter(which)
                .map(pools::remove)
                .filter(Objects::nonNull)
                .toList();
    }

    private Path code(FunctionSpec spec) {
        return store.code(spec.name(), spec.codeHash());
    }

    private static FunctionName function(Resource resource) {
        return FunctionName.parse(resource.inputs().path("functionName").asText())
                .at(resource.inputs().path("qualifier").asText(""));
    }

    private static String alias(Resource resource) {
        return resource.inputs()
                .path("name")
                .asText(resource.outputs().path("name").asText());
    }

    private static String name(Resource resource) {
        return resource.outputs()
                .path("name")
                .asText(resource.inputs().path("name").asText(resource.id()));
    }

    private static AwsError notFound(FunctionName function) {
        return new AwsError(
                404,
                "ResourceNotFoundException",
                "Function not found: " + function.name() + " has no version or alias " + function.qualifier());
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Ends all environments. */
    @Override
    public void close() {
        urls.close();
        later.close();
        pools.values().forEach(EnvironmentPool::close);
    }
}
