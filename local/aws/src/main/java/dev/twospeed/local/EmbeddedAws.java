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
import java.util.List;
import java.util.Map;

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

    private EmbeddedAws(Path root) {
        this.root = root;
        try {
            var composed = compose(root.resolve(".twospeed"));
            running = composed.running();
            budgets = composed.budgets();
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

    /** The policies that stacks deployed, for whoever takes a statement away to see what it is for. */
    public DataPlane policies() {
        return policies;
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
        var alarms = new CloudWatchService(sns, access, REGION);
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
                publicAuthority.trustStore());
        var events =
                new LateEvents(); // buckets and jobs publish, functions are targets, and functions come from buckets
        var s3 = part(new S3Server(
                aws.resolve("s3"),
                new S3Server.Listening(ports.of("s3-tls"), ports.of("s3"), publicAuthority),
                keys,
                access,
                events));
        var objects = part(S3Clients.of(endpoints, keys.of(AccessKeys.OPERATOR)));
        var kinesis = part(new KinesisService(aws.resolve("kinesis"), REGION, access));
        var lambda = part(new LambdaService(
                aws.resolve("lambda"),
                classpath("lambda-runtime"),
                () -> endpoints,
                keys,
                access,
                objects,
                ports,
                sqs));
        var bus = part(new EventBus(lambda, access, sns, sqs, REGION));
        events.deliverTo(bus);
        var glue = part(new GlueService(
                aws.resolve("glue"),
                classpath("glue-runtime"),
                () -> endpoints,
                keys,
                access,
                events,
                Clock.systemUTC()));
        var firehose = part(new FirehoseService(
                aws.resolve("firehose"),
                REGION,
                kinesis,
                lambda,
                access,
                role -> S3Clients.of(endpoints, keys.of(role))));
        var api = part(new ApiServer(ports.of("api"), keys, List.of(kinesis, secrets, glue, sqs)));
        List.of(sns, alarms, rds).forEach(api::query);
        api.path(LambdaApi.PATH, new LambdaApi(lambda));
        // In the order in which they take up what was deployed: pumps invoke functions at once.
        var dataPlanes = List.<DataPlane>of(
                policies, s3, kinesis, sns, sqs, alarms, budgets, databaseEvents, rds, lambda, bus, glue, firehose);
        var provider = part(AwsProvider.start(aws.resolve("resources"), ports.of("provider"), REGION, dataPlanes));
        lambda.resumeEvents();
        return new Composed(new RunningAws(ProcessHandle.current().pid(), provider.port(), endpoints), budgets);
    }

    private record Composed(RunningAws running, BudgetsService budgets) {}

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
