package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.network.Placement;
import dev.twospeed.local.network.VirtualNetwork;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What goes wrong without each rule, endpoint, route and connection of the deployed network: it is taken away, the real
 * function or job runs, and what its user would see is told. That all of them together suffice is what the demo shows.
 */
@ExtendWith(DeployedStacks.Extension.class)
class NetworkIT {
    private static final Set<String> JOBS = Set.of("etl", "training", "loading");
    private static final String CONNECTION = "aws:glue/connection:Connection";
    private static final Map<String, String> KINDS = Map.of(
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "rule",
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "rule",
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            "endpoint",
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            "route",
            CONNECTION,
            "connection");

    /** Who runs, what is missing, what its user sees then, and what its log says. */
    private static final List<Case> OWN = cases("""
            etl       | rule jobs-to-s3                 | Error downloading from S3
            etl       | rule jobs-to-endpoints          | Unable to execute HTTP request: Connect timed out
            etl       | rule jobs-to-source             | Connecting to the source database
            etl       | rule source-from-jobs           | Connecting to the source database
            etl       | rule jobs-from-itself           | At least one security group must open all ingress ports
            etl       | connection jobs                 | Connection twospeed-local-us-east-1-jobs not found
            training  | rule training-jobs-to-s3        | Error downloading from S3
            training  | rule training-jobs-to-endpoints | Unable to execute HTTP request: Connect timed out
            training  | rule training-jobs-from-itself  | At least one security group must open all ingress ports
            training  | connection training-jobs        | Connection twospeed-local-us-east-1-training-jobs not found
            freshness | rule freshness-to-s3            | Listing the models below    | Connect timed out
            freshness | rule freshness-to-endpoints     | Reading the partitions      | Connect timed out
            seed      | rule seed-to-endpoints          | Unable to execute HTTP request: Connect timed out
            seed      | rule seed-to-source             | Connecting to jdbc:mysql    | Connect timed out
            seed      | rule source-from-seed           | Connecting to jdbc:mysql    | Connect timed out
            migrate   | rule vectors-from-migrate       | Migrating the vector database failed | Connect timed out
            loader    | rule loader-to-s3               | Listing the models below    | Connect timed out
            loader    | rule loader-to-vectors          | the vector database refused or failed | Connect timed out
            loader    | rule vectors-from-loader        | the vector database refused or failed | Connect timed out
            loader/large-model | rule loader-to-endpoints | Starting the Glue job       | Connect timed out
            loading   | rule loading-jobs-to-s3         | Error downloading from S3
            loading   | rule loading-jobs-to-endpoints  | no log lines
            loading   | rule loading-jobs-to-vectors    | The connection attempt failed
            loading   | rule vectors-from-loading-jobs  | The connection attempt failed
            loading   | rule loading-jobs-from-itself   | At least one security group must open all ingress ports
            loading   | connection loading-jobs         | Connection twospeed-local-us-east-1-loading-jobs not found
            transform | rule transform-to-s3            | "strategy":"none"           | Connect timed out
            transform | rule transform-to-vectors       | "degraded":true
            transform | rule vectors-from-transform     | "degraded":true
            inference | rule inference-to-s3            | cannot be had at this time  | Connect timed out
            inference | rule inference-to-vectors       | cannot be had at this time
            inference | rule vectors-from-inference     | cannot be had at this time
            """);

    /** The same for what several need; one stands for all. */
    private static final List<Case> SHARED = cases("""
            etl       | endpoint network-s3             | VPC S3 endpoint validation failed
            freshness | endpoint network-s3             | Listing the models below    | Connect timed out
            etl       | route network-private-1         | VPC S3 endpoint validation failed
            freshness | route network-private-2         | Listing the models below    | Connect timed out
            freshness | endpoint network-glue           | Reading the partitions      | Connect timed out
            freshness | rule network-endpoints-https    | Reading the partitions      | Connect timed out
            etl       | endpoint network-secretsmanager | Unable to execute HTTP request: Connect timed out
            training  | endpoint network-logs           | no log lines
            """);

    private static final Map<String, String> NOT_SHOWN = Map.of(
            "rule jobs-to-itself", "driver and workers are one process here",
            "rule training-jobs-to-itself", "driver and workers are one process here",
            "rule loading-jobs-to-itself", "driver and workers are one process here",
            "rule migrate-to-endpoints", "only a database's first migration reads the secret",
            "rule migrate-to-vectors", "as vectors-from-migrate; the migration tries for a minute",
            "endpoint network-monitoring", "Glue itself sends metrics, and there is no Glue service");

    private record Case(String who, String part, String answer, String log) {}

    private static DeployedStacks deployed;
    private static ExecutorService workers;

    @BeforeAll
    static void deploy(DeployedStacks stacks) {
        deployed = stacks;
        workers = Executors.newFixedThreadPool(4);
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        DeployedStacks.endEnvironments();
    }

    @Test
    void shouldSpeakOfEveryPartThatIsDeployed_andOfNoOther() throws IOException {
        var told = new TreeSet<>(NOT_SHOWN.keySet());
        OWN.forEach(one -> told.add(one.part()));
        SHARED.forEach(one -> told.add(one.part()));
        assertThat(told).isEqualTo(parts().keySet());
    }

    @Test
    void shouldReachWhatTheDocumentSays() throws IOException {
        var reached = new TreeMap<String, String>();
        for (var function : deployed.resources("aws:lambda/function:Function")) {
            var vpc = function.inputs().path("vpcConfig");
            reached.put(nameOf(function), reach(Placement.of(vpc.path("subnetIds"), vpc.path("securityGroupIds"))));
        }
        var places = new TreeMap<String, String>();
        for (var connection : deployed.resources(CONNECTION)) {
            var place = connection.inputs().path("physicalConnectionRequirements");
            var subnets = List.of(place.path("subnetId").asText());
            var groups = Placement.texts(place.path("securityGroupIdLists"));
            places.put(connection.inputs().path("name").asText(), reach(new Placement(subnets, groups)));
        }
        for (var job : deployed.resources("aws:glue/job:Job")) {
            reached.put(
                    nameOf(job), places.get(job.inputs().at("/connections/0").asText()));
        }
        var documented = new TreeMap<String, String>();
        Files.readString(deployed.root().resolve("docs/security.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| function or job | reaches |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> documented.put(cells[1].strip(), cells[2].strip()));
        assertThat(reached).isEqualTo(documented);
    }

    private static String nameOf(Resource resource) {
        return resource.outputs().path("name").asText().replace(DeployedStacks.PREFIX, "");
    }

    private static String reach(Placement place) {
        var network = (VirtualNetwork) deployed.aws().behind("aws:ec2/vpc:Vpc");
        return String.join(", ", network.reach(place).open().keySet()).replace(DeployedStacks.PREFIX, "");
    }

    @TestFactory
    Stream<DynamicTest> shouldShowTheFailure_whenAPartIsTakenAway_andWorkAgainWhenAllAreBack() throws IOException {
        var parts = parts();
        var seen = new LinkedHashMap<Case, CompletableFuture<String>>();
        var lanes = new TreeMap<String, CompletableFuture<String>>();
        // What one function or job has for itself concerns no other, so they run side by side.
        for (var one : OWN) {
            var lane = functionOrJob(one.who());
            var before = lanes.getOrDefault(lane, CompletableFuture.completedFuture(""));
            var outcome = then(before, () -> without(parts.get(one.part()), one));
            lanes.put(lane, outcome);
            seen.put(one, outcome);
        }
        var others = new TreeMap<>(lanes);
        // It takes a minute and needs nothing of what is shared.
        others.remove("migrate");
        var shared = all(others.values());
        for (var one : SHARED) {
            shared = then(shared, () -> without(parts.get(one.part()), one));
            seen.put(one, shared);
        }
        var back = all(List.of(all(lanes.values()), shared));
        var again = new LinkedHashMap<String, CompletableFuture<String>>();
        lanes.keySet().forEach(who -> again.put(who, then(back, () -> worked(who))));
        return Stream.concat(
                seen.entrySet().stream()
                        .map(entry -> DynamicTest.dynamicTest(
                                entry.getKey().who() + " without "
                                        + entry.getKey().part(),
                                () -> assertThat(entry.getValue().get())
                                        .contains(
                                                entry.getKey().answer(),
                                                entry.getKey().log()))),
                again.entrySet().stream()
                        .map(entry -> DynamicTest.dynamicTest(
                                entry.getKey() + " works again",
                                () -> assertThat(entry.getValue().get())
                                        .doesNotContain(
                                                "FAILED", "errorMessage", "\"degraded\":true", "cannot be had"))));
    }

    private static CompletableFuture<String> then(CompletableFuture<String> before, Callable<String> step) {
        return before.handleAsync(
                (answer, failure) -> {
                    try {
                        return step.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                workers);
    }

    private static CompletableFuture<String> all(Collection<CompletableFuture<String>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .handle((none, failure) -> "");
    }

    /** What is seen while a part of the network is missing. */
    private static String without(Resource part, Case one) throws Exception {
        var behind = deployed.aws().behind(part.type());
        behind.delete(part);
        try {
            return outcome(one.who(), one.log());
        } finally {
            behind.resume(part);
        }
    }

    /** What the user of a job or function sees, with what its log says once the expected words are in it. */
    private static String outcome(String who, String log) throws Exception {
        if (JOBS.contains(who)) {
            var failure = deployed.run(who);
            return failure.orElseGet(() -> deployed.newestRunsFiles().isEmpty() ? "no log lines" : "succeeded");
        }
        var function = functionOrJob(who);
        var before = deployed.log(function).length();
        var answer = deployed.call(who);
        // A function's lines may come after its answer.
        return answer + look(() -> deployed.log(function).substring(before), lines -> lines.contains(log));
    }

    /** Without the name of a call. */
    private static String functionOrJob(String who) {
        return who.split("/")[0];
    }

    /** What is seen when nothing is missing; whoever is told to try again later does. */
    private static String worked(String who) throws Exception {
        return look(() -> outcome(who, ""), answer -> JOBS.contains(who) || !answer.contains("retry-after"));
    }

    /** Looks until it is as expected, for a minute at most; answers what was seen last. */
    private static String look(Callable<String> look, Predicate<String> expected) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        var seen = look.call();
        while (!expected.test(seen) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            seen = look.call();
        }
        return seen;
    }

    private static Map<String, Resource> parts() throws IOException {
        var parts = new TreeMap<String, Resource>();
        for (var kind : KINDS.entrySet()) {
            for (var resource : deployed.resources(kind.getKey())) {
                parts.put(
                        kind.getValue() + " "
                                + resource.urn().substring(resource.urn().lastIndexOf("::") + 2),
                        resource);
            }
        }
        return parts;
    }

    private static List<Case> cases(String table) {
        return table.lines()
                .map(line -> (line + "|").split("\\|", -1))
                .map(cells -> new Case(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()))
                .toList();
    }
}
