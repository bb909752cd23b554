package dev.twospeed.local;

import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.budgets.BudgetsService;
import dev.twospeed.local.cloudwatch.CloudWatchService;
import dev.twospeed.local.events.EventBus;
import dev.twospeed.local.events.LateEvents;
import dev.twospeed.local.firehose.FirehoseService;
import dev.twospeed.local.glue.GlueService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.kinesis.KinesisService;
import dev.twospeed.local.lambda.LambdaApi;
import dev.twospeed.local.lambda.LambdaService;
import dev.twospeed.local.messaging.SnsService;
import dev.twospeed.local.messaging.SqsService;
import dev.twospeed.local.metrics.LoggedMetrics;
import dev.twospeed.local.metrics.Metrics;
import dev.twospeed.local.network.Namespaces;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.network.ServiceEndpoint;
import dev.twospeed.local.network.VirtualNetwork;
import dev.twospeed.local.provider.AwsProvider;
import dev.twospeed.local.rds.DatabaseEvents;
import dev.twospeed.local.rds.RdsService;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Refusal;
import dev.twospeed.local.s3.S3Clients;
import dev.twospeed.local.s3.S3Server;
import dev.twospeed.local.secrets.SecretsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The embedded AWS of a checkout: its services, what stacks deployed on them, and the provider that deploys more.
 *
 * <p>Everything listens on 127.0.0.1 and keeps its state in {@code .twospeed/}. Only one runs in a checkout at a time.
 */
public final class EmbeddedAws implements AutoCloseable {
    /** The region it plays, as in {@code Pulumi.local.yaml}. */
    public static final String REGION = "us-east-1";

    private final Path root;
    private final Policies policies = new Policies(REGION);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final RunningAws running;
    private final BudgetsService budgets;
    private final List<DataPlane> dataPlanes;

    private EmbeddedAws(Path root) {
        this.root = root;
        try {
            var composed = compose(root.resolve(".twospeed"));
            running = composed.running();
            budgets = composed.budgets();
            dataPlanes = composed.dataPlanes();
            running.write(root);
        } catch (IOException e) {
            close(e);
            throw new Refusal("The embedded AWS did not start: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            close(e);
            throw new Refusal(
                    "The embedded AWS did not start: " + e.getMessage() + ": "
                            + e.getCause().getMessage(),
                    e);
        } catch (RuntimeException | Error e) {
            close(e);
            throw e;
        }
    }

    /**
     * Starts it and takes up what was deployed before.
     *
     * @param root the checkout
     * @throws dev.twospeed.local.resource.Refusal with a sentence for the user: it runs already, a port is taken, its
     *     state is damaged
     */
    public static EmbeddedAws start(Path root) {
        return new EmbeddedAws(root.toAbsolutePath().normalize());
    }

    /** Where it listens. */
    public RunningAws running() {
        return running;
    }

    /**
     * Says what the month has cost so far and is expected to cost, in dollars, as the billing of an account would; budgets
     * tell when it is too much.
     */
    public void bill(double actual, double forecast) {
        budgets.bill(actual, forecast);
    }

    /**
     * What stands behind a type of resources, for whoever takes one away to see what it is for.
     *
     * @param type Pulumi type token
     * @throws java.util.NoSuchElementException when such resources are only kept
     */
    public DataPlane behind(String type) {
        return dataPlanes.stream()
                .filter(dataPlane -> dataPlane.types().contains(type))
                .findFirst()
                .orElseThrow();
    }

    /** Stops every part, the youngest first. */
    @Override
    public void close() {
        var failure = new IllegalStateException("Parts of the embedded AWS did not stop");
        close(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private Composed compose(Path state) throws IOException {
        part(CheckoutLock.take(state));
        part(() -> RunningAws.forget(root));
        var ports = Ports.open(state.resolve("ports.json"));
        var aws = state.resolve("aws");
        var keys = AccessKeys.open(aws);
        var authority = LocalAuthority.open(state); // its public certificate is what Pulumi.local.yaml names
        var access = new Access(policies, REGION);
        var secrets = new SecretsService(aws.resolve("secrets"), REGION, access);
        var sns = new SnsService(aws.resolve("sns"), access);
        var sqs = new SqsService(aws.resolve("sqs"), access);
        var metrics = new Metrics(Clock.systemUTC());
        metrics.source(new LoggedMetrics(aws.resolve("lambda/functions")));
        var alarms = new CloudWatchService(sns, access, REGION, metrics);
        var budgets = new BudgetsService(sns);
        var databaseEvents = new DatabaseEvents(sns, REGION);
        var rds = part(new RdsService(
                aws.resolve("databases"),
                ports,
                secrets,
                keys,
                authority,
                REGION,
                (principal, user) -> access.allows(principal, "rds-db:connect", user, Map.of()),
                databaseEvents));
        // Another authority than the databases': as on AWS, what a JVM trusts by itself says nothing about those.
        var publicAuthority = LocalAuthority.open(aws.resolve("public-authority"));
        var endpoints = new Endpoints(
                URI.create("https://127.0.0.1:" + ports.of("s3-tls")),
                URI.create("http://127.0.0.1:" + ports.of("api")),
                REGION,
                publicAuthority.trustStore(),
                serviceUris(ports));
        var network = new VirtualNetwork(REGION, destinations(ports), rds::instances);
        var processes = new ProcessNetwork(network, Namespaces.open(state.resolve("network"), this::part));
        var events =
                new LateEvents(); // buckets and jobs publish, functions are targets, and functions come from buckets
        var s3 = part(new S3Server(
                aws.resolve("s3"),
                new S3Server.Listening(ports.of("s3-tls"), ports.of("s3"), publicAuthority),
                keys,
                access,
                events));
        var objects = part(S3Clients.of(endpoints, keys.of(AccessKeys.OPERATOR)));
        var kinesis = part(new KinesisService(aws.resolve("kinesis"), REGION, access, metrics));
        var lambda = part(new LambdaService(
                aws.resolve("lambda"),
                classpath("lambda-runtime"),
                () -> endpoints,
                keys,
                access,
                objects,
                ports,
                sqs,
                processes,
                metrics));
        var bus = part(new EventBus(lambda, access, sns, sqs, REGION));
        events.deliverTo(bus);
        var glue = part(new GlueService(
                aws.resolve("glue"),
                classpath("glue-runtime"),
                () -> endpoints,
                keys,
                access,
                events,
                processes,
                Clock.systemUTC()));
        var firehose = part(new FirehoseService(
                aws.resolve("firehose"),
                REGION,
                kinesis,
                lambda,
                access,
                role -> S3Clients.of(endpoints, keys.of(role)),
                metrics));
        var api = part(new ApiServer(ports.of("api"), keys, List.of(kinesis, secrets, glue, sqs)));
        List.of(sns, alarms, rds).forEach(api::query);
        api.path(LambdaApi.PATH, new LambdaApi(lambda));
        for (var service : endpoints.services().entrySet()) {
            var unused =
                    api.listen(service.getValue().getPort(), service.getKey().signingName());
        }
        // In the order in which they take up what was deployed: pumps invoke functions at once.
        var dataPlanes = List.<DataPlane>of(
                policies,
                network,
                s3,
                kinesis,
                sns,
                sqs,
                alarms,
                budgets,
                databaseEvents,
                rds,
                lambda,
                bus,
                glue,
                firehose);
        var provider = part(AwsProvider.start(aws.resolve("resources"), ports.of("provider"), REGION, dataPlanes));
        lambda.resumeEvents();
        var running = new RunningAws(ProcessHandle.current().pid(), provider.port(), endpoints.outside());
        return new Composed(running, budgets, dataPlanes);
    }

    private record Composed(RunningAws running, BudgetsService budgets, List<DataPlane> dataPlanes) {}

    private static Map<ServiceEndpoint, URI> serviceUris(Ports ports) {
        var uris = new EnumMap<ServiceEndpoint, URI>(ServiceEndpoint.class);
        for (var service : ServiceEndpoint.values()) {
            uris.put(service, URI.create("http://127.0.0.1:" + ports.of(service.endpointName())));
        }
        return uris;
    }

    /** The ports that a function or job may be allowed to reach, besides databases. */
    private static Map<String, Integer> destinations(Ports ports) {
        var destinations = new TreeMap<String, Integer>();
        serviceUris(ports).forEach((service, uri) -> destinations.put(service.endpointName(), uri.getPort()));
        destinations.put(VirtualNetwork.S3, ports.of("s3-tls"));
        destinations.put(VirtualNetwork.S3_PLAIN, ports.of("s3"));
        destinations.put(VirtualNetwork.OTHER, ports.of("api"));
        destinations.put(VirtualNetwork.LOGS, 0);
        return destinations;
    }

    /** The class path that a module of this checkout wrote down. */
    private Path classpath(String module) {
        return root.resolve("local").resolve(module).resolve("target/classpath");
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    private void close(Throwable failure) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
