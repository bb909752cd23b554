package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.CheckoutCopy;
import dev.twospeed.local.ShellRun;
import dev.twospeed.local.browser.Browser;
import dev.twospeed.local.browser.PageCheck;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.report.Deployment;
import dev.twospeed.local.report.HtmlReport;
import dev.twospeed.local.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo at small size, on everything real: engine, databases, Spark, Lambda runtimes. */
class DemoIT {
    private static final Trial SMALL = new Trial(200, 60, 7, 300);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static CheckoutCopy checkout;

    @BeforeAll
    static void copy() {
        checkout = CheckoutCopy.make("demo");
    }

    @AfterAll
    static void delete() {
        checkout.close();
    }

    @Test
    void shouldAnswerEverySessionAndBeatPopularity_whenRunTwiceAndLeaveNothing_whenDestroyed() throws Exception {
        // given a fresh checkout, when the demo runs
        var printed = new ByteArrayOutputStream();
        var first = new Demo(checkout.root(), SMALL, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        // then every session came back, better than popularity, and the report can be written
        assertThat(first.facts()).containsEntry("sessions sent", "300").containsEntry("records answered", "300");
        assertThat(first.good()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
        assertThatTheReportTellsOfTheRun(first.report());
        assertThatTheReportIsInOrder(first);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("pulumi up foundation", "Glue training");

        // then no stack's state shows a password or a key
        assertThatNoExportShowsASecret();

        // then a person can ask the database which model that was, and nothing of customers
        assertThatPeopleSeeModelsOnly(first.facts().get("model version"));

        // when a malformed event comes between two others, then these are answered and it reaches the error prefix
        assertThatABadEventHarmsNoNeighbour();

        // then what was measured of it is listed
        checkout.markBuilt();
        assertThat(shell("./twospeed models list").text())
                .containsPattern("\\* " + first.facts().get("model version") + " .* 0\\.\\d{4} +0\\.\\d{4} ");

        // then the same is answered one at a time, to callers that sign
        var asked = shell("./twospeed recommend --country France -k 3");
        assertThat(asked.exit()).as(asked.text()).isZero();
        assertThat(asked.text())
                .startsWith("by prior with model " + first.facts().get("model version") + "\nrecommended\n")
                .hasLineCount(5);

        // then it can be put back into the stream, a customer be forgotten, and the month's bill be estimated
        assertThatAFailedEventIsReplayedOnce();
        assertThatACustomerIsForgotten();
        assertThat(shell("./twospeed cost").text()).contains("A month, by being there", "streaming-inference");

        // when it runs again, then it uses what is deployed and serves a newer model
        var again = new ByteArrayOutputStream();
        var second = new Demo(checkout.root(), SMALL, new PrintStream(again, true, StandardCharsets.UTF_8)).run();
        assertThat(second.good()).isTrue();
        assertThat(again.toString(StandardCharsets.UTF_8))
                .contains("already seeded")
                .doesNotContain("created");
        assertThat(second.facts().get("model version"))
                .isGreaterThan(first.facts().get("model version"));

        // when everything is destroyed, then nothing is left
        try (var environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {})) {
            var stacks = Stack.inOrder();
            for (var i = stacks.size() - 1; i >= 0; i--) {
                environment.pulumi(stacks.get(i)).destroy(line -> {});
            }
            try (var s3 = environment.clients().s3()) {
                assertThat(s3.listBuckets().buckets()).isEmpty();
            }
        }
        assertThat(files(".twospeed/aws/resources")).isEmpty();
    }

    private static void assertThatTheReportTellsOfTheRun(Report report) {
        var etl = report.rows().get(0);
        assertThat(etl.out()).isPositive();
        assertThat(etl.leftOut().stream().mapToLong(Report.LeftOut::rows).sum()).isEqualTo(etl.in() - etl.out());
        assertThat(report.latency().counts().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(300);
        assertThat(report.latency().most()).isPositive();
        var deployment = report.deployment();
        assertThat(deployment.stacks())
                .extracting(Deployment.Deployed::stack)
                .containsExactly("foundation", "etl", "vector-db", "streaming-inference");
        assertThat(deployment.links())
                .allSatisfy(link -> assertThat(link.outputs())
                        .contains(link.from().equals("foundation") ? "kmsKeyArn" : "databaseResourceId"));
        assertThat(deployment.checks()).allSatisfy(check -> {
            assertThat(check.rules()).isPositive();
            assertThat(check.broken()).isZero();
        });
        assertThat(deployment.cost().month()).isNotEmpty();
    }

    private static void assertThatTheReportIsInOrder(DemoResult result) throws Exception {
        var file = checkout.root().resolve("report.html");
        HtmlReport.write(result.report(), file);
        try (var browser = Browser.open()) {
            assertThat(new PageCheck(browser, Path.of("target/pages")).faults("demo", file.toUri()))
                    .isEmpty();
        }
    }

    private static void assertThatPeopleSeeModelsOnly(String version) throws Exception {
        try (var environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {});
                var lambda = environment.clients().lambda()) {
            var loader = new Loader(lambda, environment.outputs(Stack.VECTOR_DB).text("loaderFunctionName"));
            assertThat(loader.sql("select version from active_model join model using (model_id)")
                            .at("/rows/0/0")
                            .asText())
                    .isEqualTo(version);
            assertThat(loader.sql("select * from user_embedding")
                            .at("/error/message")
                            .asText())
                    .isEqualTo("permission denied for table user_embedding");
        }
    }

    private static void assertThatNoExportShowsASecret() throws Exception {
        var keys = AccessKeys.open(checkout.root().resolve(".twospeed/aws"));
        var secrets = new HashSet<String>(List.of(keys.of(AccessKeys.OPERATOR).secret()));
        for (var file : files(".twospeed/aws/secrets")) {
            var value = JSON.readTree(file.toFile()).path("value").asText();
            secrets.add(value);
            secrets.add(JSON.readTree(value).path("password").asText());
        }
        var exports = new ArrayList<JsonNode>();
        try (var environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {})) {
            for (var stack : Stack.inOrder()) {
                exports.add(environment.pulumi(stack).export());
            }
        }
        var roles = exports.stream()
                .flatMap(export -> texts(export).stream())
                .filter(text -> text.matches("arn:aws:iam::\\d+:role/\\S+"))
                .collect(Collectors.toSet());
        roles.forEach(role -> secrets.add(keys.of(role).secret()));

        // two databases' secrets and their passwords, the operator's key, and a key a role
        assertThat(roles).hasSizeGreaterThan(5);
        assertThat(secrets).hasSize(5 + roles.size()).doesNotContain("");
        for (var export : exports) {
            assertThat(texts(export))
                    .hasSizeGreaterThan(100)
                    .noneMatch(text -> secrets.stream().anyMatch(text::contains));
        }
    }

    /** All texts of a document, wherever they stand. */
    private static List<String> texts(JsonNode document) {
        if (!document.isContainerNode()) {
            return List.of(document.asText());
        }
        var texts = new ArrayList<String>();
        document.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    private static void assertThatABadEventHarmsNoNeighbour() throws Exception {
        try (var environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {});
                var kinesis = environment.clients().kinesis();
                var s3 = environment.clients().s3()) {
            var streaming = environment.outputs(Stack.STREAMING_INFERENCE);
            var bucket = streaming.text("recommendationsBucket");
            var deliveries = new Deliveries(
                    s3, bucket, streaming.text("recommendationsPrefix"), event -> event.startsWith("neighbour-"));
            var sender = new EventSender(kinesis, streaming.text("streamName"));
            sender.send("1", event("neighbour-1"));
            sender.send("1", "{\"customer_number\": \"no number\"".getBytes(StandardCharsets.UTF_8));
            sender.send("1", event("neighbour-2"));
            assertThat(sender.flush()).isEqualTo(3);

            Steps.await("both neighbours", Duration.ofMinutes(1), () -> {
                deliveries.look();
                return Optional.of(deliveries.records().size()).filter(count -> count == 2);
            });
            var failed = Steps.await(
                    "the failed record",
                    Duration.ofMinutes(1),
                    () -> s3
                            .listObjectsV2Paginator(r -> r.bucket(bucket).prefix(streaming.text("errorPrefix")))
                            .contents()
                            .stream()
                            .findFirst());
            assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(failed.key()))
                            .asUtf8String())
                    .contains("\"errorCode\":\"Lambda.ProcessingFailedStatus\"", "\"rawData\":");
        }
    }

    private static void assertThatAFailedEventIsReplayedOnce() throws Exception {
        assertThat(shell("./twospeed replay --dry-run").text()).startsWith("1 events would be sent to twospeed-local-");
        assertThat(shell("./twospeed replay").text()).startsWith("1 events sent to twospeed-local-");
        assertThat(shell("./twospeed replay").text()).contains("1 objects had been replayed before");
    }

    private static void assertThatACustomerIsForgotten() throws Exception {
        var before = shell("./twospeed forget --customer 103 --dry-run");
        assertThat(before.text()).containsPattern("s3://\\S+: [1-9]\\d* records would be removed");

        var forgotten = shell("./twospeed forget --customer 103");

        assertThat(forgotten.exit()).as(forgotten.text()).isZero();
        assertThat(forgotten.text()).contains("vector database: 1 embeddings deleted", "What remains:");
        assertThat(shell("./twospeed forget --customer 103 --dry-run").text())
                .doesNotContainPattern("[1-9]\\d* records would be removed");
    }

    private static ShellRun shell(String command) throws Exception {
        return ShellRun.of(checkout.root(), command);
    }

    private static byte[] event(String id) {
        return ("{\"event_id\": \"" + id + "\", \"session_id\": \"s\", \"customer_number\": 103, \"city\": \"Nantes\","
                        + " \"country\": \"France\", \"credit_limit\": 21000, \"browse_history\": []}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Path> files(String folder) throws Exception {
        try (var found = Files.walk(checkout.root().resolve(folder))) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
