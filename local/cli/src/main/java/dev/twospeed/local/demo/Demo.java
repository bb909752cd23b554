package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.GlueRuns;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.demo.Steps.Outcome;
import dev.twospeed.local.orders.ReadOrders;
import dev.twospeed.local.report.Deployment;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventEncoder;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The whole pipeline on one machine: deploys the stacks, fills a shop, runs the batch, streams sessions through and
 * compares what comes back with what these customers really bought next.
 *
 * <p>It knows no bucket, stream, function or job but by the outputs of the stacks.
 */
public final class Demo {
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(2);
    private static final Duration DELIVERY_LIMIT = Duration.ofMinutes(3);

    /** The active model may be of another shop, which is no measure; whether it beats popularity is measured here. */
    private static final Map<String, String> UNCOMPARED = Map.of("--quality-gate", "warn");

    private final Path root;
    private final String firstStep;
    private final Callable<Shop> shops;
    private final Steps steps;
    private final Map<Stack, StackOutputs> outputs = new EnumMap<>(Stack.class);

    /** A demo in a checkout on a sample shop, which tells its progress to {@code out}. */
    public Demo(Path root, Trial trial, PrintStream out) {
        this(root, "draw the sample shop", () -> new MadeUpShop(trial), out);
    }

    /** The same on orders that are not made up; at most so many of the newest sessions are streamed. */
    public Demo(Path root, ReadOrders orders, int sessions, PrintStream out) {
        this(root, "split the orders by time", () -> new OwnShop(orders, sessions), out);
    }

    private Demo(Path root, String firstStep, Callable<Shop> shops, PrintStream out) {
        this.root = root;
        this.firstStep = firstStep;
        this.shops = shops;
        this.steps = new Steps(out);
    }

    /**
     * Runs it.
     *
     * @throws Steps.StepFailed naming the step that failed
     */
    public DemoResult run() {
        var shop = steps.run(firstStep, () -> {
            var drawn = shops.call();
            return new Outcome<>(drawn, drawn.size());
        });
        var sessions = shop.sessions();
        try (var environment = steps.run("start the embedded AWS", this::start)) {
            var clients = environment.clients();
            up(environment, Stack.FOUNDATION);
            steps.tell(
                    "fill the shop's database",
                    () -> shop.fill(clients, of(Stack.FOUNDATION)) ? "seeded" : "already seeded");
            up(environment, Stack.ETL);
            up(environment, Stack.VECTOR_DB);
            up(environment, Stack.STREAMING_INFERENCE);
            glue(clients, "Glue ETL", "etlJobName", Map.of());
            var snapshot = snapshotRows(clients);
            var before = activeModel(clients);
            glue(clients, "Glue training", "trainingJobName", UNCOMPARED);
            var version = steps.run("load the model into pgvector", () -> await(clients, before));
            var answered = stream(clients, sessions);
            var quality = new Quality(shop, answered.recommended());
            var summary = steps.run("compare with what was bought", () -> compare(quality));
            var map = steps.run("map the products", () -> map(clients, shop, version));
            var deployment = steps.run("check and price what is deployed", () -> deployment(environment));
            return new DemoResult(
                    shop,
                    version,
                    snapshot,
                    answered,
                    summary,
                    map.products(),
                    map.similarity(),
                    deployment,
                    steps.done());
        }
    }

    private Outcome<Environment> start() throws Exception {
        var environment = Environment.open(root, Environment.LOCAL, line -> steps.note(line));
        return new Outcome<>(environment, "state in .twospeed");
    }

    private void up(Environment environment, Stack stack) {
        outputs.put(stack, steps.run("pulumi up " + stack.label(), () -> {
            var changes = environment.pulumi(stack).up(line -> {});
            return new Outcome<>(environment.outputs(stack), changes);
        }));
    }

    private void glue(AwsClients clients, String name, String output, Map<String, String> arguments) {
        steps.tell(name, () -> {
            try (var glue = clients.glue()) {
                var run = new GlueRuns(glue, Duration.ofMillis(250))
                        .run(of(Stack.ETL).text(output), arguments);
                return run.jobName() + " " + run.id();
            }
        });
    }

    /** How many rows the newest snapshot has, as the ETL job registered it. */
    private long snapshotRows(AwsClients clients) {
        var etl = of(Stack.ETL);
        try (var glue = clients.glue()) {
            return glue
                    .getPartitionsPaginator(
                            r -> r.databaseName(etl.text("catalogDatabase")).tableName(etl.text("catalogTable")))
                    .stream()
                    .flatMap(page -> page.partitions().stream())
                    .max(Comparator.comparing(partition -> partition.values().get(0)))
                    .map(partition -> Long.parseLong(partition.parameters().get("numRows")))
                    .orElseThrow(() -> new IllegalStateException("The ETL job ended well and registered no snapshot"));
        }
    }

    private Optional<String> activeModel(AwsClients clients) {
        try (var lambda = clients.lambda()) {
            return new Loader(lambda, of(Stack.VECTOR_DB).text("loaderFunctionName")).active();
        }
    }

    /** The loader was started by the manifest's event; all there is to do is to wait for a newer model than before. */
    private Outcome<String> await(AwsClients clients, Optional<String> before) throws InterruptedException {
        var version = Steps.await(
                "the loader to switch to the new model",
                LOAD_LIMIT,
                () -> activeModel(clients).filter(active -> !Optional.of(active).equals(before)));
        return new Outcome<>(version, "model " + version);
    }

    private Answered stream(AwsClients clients, List<HeldOutSession> sessions) {
        var streaming = of(Stack.STREAMING_INFERENCE);
        var run = "demo-" + Instant.now().toEpochMilli() + "-";
        var byEvent = new LinkedHashMap<String, HeldOutSession>();
        sessions.forEach(session -> byEvent.put(run + session.event().eventId(), session));
        try (var s3 = clients.s3();
                var kinesis = clients.kinesis()) {
            var deliveries = new Deliveries(
                    s3,
                    streaming.text("recommendationsBucket"),
                    streaming.text("recommendationsPrefix"),
                    byEvent::containsKey);
            deliveries.skipExisting();
            var start = Instant.now();
            steps.tell("put the sessions to Kinesis", () -> {
                var sender = new EventSender(kinesis, streaming.text("streamName"));
                var encoder = new EventEncoder();
                for (var entry : byEvent.entrySet()) {
                    var event = withId(entry.getValue().event(), entry.getKey());
                    sender.send(Long.toString(event.customerNumber()), encoder.encode(event));
                }
                return sender.flush() + " sessions sent";
            });
            return steps.run("await recommendations in S3", () -> {
                Steps.await("the recommendations of " + byEvent.size() + " sessions", DELIVERY_LIMIT, () -> {
                    deliveries.look();
                    return Optional.of(deliveries.records().size()).filter(count -> count == byEvent.size());
                });
                var arrivals = new Arrivals(kinesis, streaming.text("streamName")).since(start);
                var answered = Answered.of(byEvent, deliveries, arrivals);
                return new Outcome<>(answered, answered.recommended().size() + " records answered");
            });
        }
    }

    private Outcome<DemoResult.Summary> compare(Quality quality) {
        var summary = new DemoResult.Summary(quality.model(), quality.popularity(), quality.oracle(), quality.bought());
        return new Outcome<>(summary, summary.words());
    }

    /** The products of the model that answered: where they are, and which are alike. */
    private record ModelMap(List<Report.Point> products, Similarity similarity) {}

    private Outcome<ModelMap> map(AwsClients clients, Shop shop, String version) throws Exception {
        try (var s3 = clients.s3()) {
            var model = new PublishedModel(s3, of(Stack.ETL), version).read();
            var points = ProductMap.of(model, shop.products());
            return new Outcome<>(new ModelMap(points, new Similarity(model)), points.size() + " products");
        }
    }

    private Outcome<Deployment> deployment(Environment environment) throws Exception {
        var deployment = DeployedStacks.read(environment, outputs).describe(root.resolve("policies/settings.json"));
        var broken =
                deployment.checks().stream().mapToLong(Deployment.Check::broken).sum();
        return new Outcome<>(deployment, broken + " rules broken");
    }

    private static ActivityEvent withId(ActivityEvent event, String id) {
        return new ActivityEvent(
                event.schemaVersion(),
                id,
                event.eventTime(),
                event.sessionId(),
                event.customerNumber(),
                event.city(),
                event.country(),
                event.creditLimit(),
                event.browseHistory());
    }

    private StackOutputs of(Stack stack) {
        var found = outputs.get(stack);
        if (found == null) {
            throw new IllegalStateException("The stack " + stack.label() + " is not up yet");
        }
        return found;
    }
}
