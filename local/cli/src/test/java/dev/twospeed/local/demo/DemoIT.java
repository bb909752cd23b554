package dev.twospeed.local.demo;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.CheckoutCopy;
import dev.twospeed.local.ShellRun;
import dev.twospeed.local.browser.Browser;
import dev.twospeed.local.browser.PageCheck;
import dev.twospeed.local.cli.Reader;
import dev.twospeed.local.cloud.Deliveries;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.orders.OrderFile;
import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopCustomer;
import dev.twospeed.recommender.sample.ShopProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo at small size, on everything real: engine, databases, Spark, Lambda runtimes. */
class DemoIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FACT = Pattern.compile("(?m)^ {2}(\\S.*?) +(\\S+)$");
    private static final Pattern REPORT = Pattern.compile("(?m)^const report = (.*);$");

    private static CheckoutCopy checkout;
    private static Reader reader;

    @BeforeAll
    static void copy() throws Exception {
        checkout = CheckoutCopy.make("demo");
        checkout.markBuilt();
        reader = Reader.in(checkout.root()).inShell();
    }

    @AfterAll
    static void delete() {
        checkout.close();
    }

    @Test
    void shouldAnswerEverySessionAndBeatPopularity_whenRunOnAFileThenOnADatabaseAndLeaveNothing_whenDestroyed()
            throws Exception {
        // given a fresh checkout and a shop's orders, when the demo runs
        writeOrders();
        var printed = reader.does("./twospeed demo --orders orders.csv.gz");
        var first = facts(printed);

        // then every session came back, better than popularity, and the report tells of it
        assertThat(first).containsEntry("records answered", first.get("sessions sent"));
        assertThat(Integer.parseInt(first.get("sessions sent"))).isGreaterThan(50);
        assertThat(recall(first, "model")).isGreaterThan(recall(first, "popularity"));
        assertThat(printed).contains("rows left out            1\n", "pulumi up foundation", "Glue training");
        assertThatTheReportTellsOfTheRun(first);
        assertThatTheReportIsInOrder();

        // then no stack's state shows a password or a key
        assertThatNoExportShowsASecret();

        // then a person can ask the database which model that was, and nothing of customers
        assertThatPeopleSeeModelsOnly(first.get("model version"));

        // when a malformed event comes between two others, then these are answered and it reaches the error prefix
        assertThatABadEventHarmsNoNeighbour();

        // then what was measured of it is listed
        assertThat(shell("./twospeed models list").text())
                .containsPattern("\\* " + first.get("model version") + " .* 0\\.\\d{4} +0\\.\\d{4} ");

        // then the same is answered one at a time, to callers that sign
        var asked = shell("./twospeed recommend --country France -k 3");
        assertThat(asked.exit()).as(asked.text()).isZero();
        assertThat(asked.text())
                .startsWith("by prior with model " + first.get("model version") + "\nrecommended\n")
                .hasLineCount(5);

        // then it can be put back into the stream, a customer be forgotten, and the month's bill be estimated
        assertThatAFailedEventIsReplayedOnce();
        assertThatACustomerIsForgotten();
        assertThat(shell("./twospeed cost").text()).contains("A month, by being there", "streaming-inference");

        // when it runs on the shop's database, then it uses what is deployed and serves a newer model
        var second = facts(runOnTheDatabase());
        assertThat(second).containsEntry("records answered", second.get("sessions sent"));
        assertThat(recall(second, "model")).isGreaterThan(recall(second, "popularity"));
        assertThat(second.get("model version")).isGreaterThan(first.get("model version"));

        // then people may go back to the older model, and forth
        assertThat(reader.does("./twospeed models rollback")).endsWith(first.get("model version") + " is served\n");
        assertThat(reader.does("./twospeed models activate VERSION", "VERSION", second.get("model version")))
                .endsWith(second.get("model version") + " is served\n");

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

    /** The sample shop as a file of orders, one of which has no customer. */
    private static void writeOrders() throws IOException {
        var shop = SampleShop.generate(200, 60, 7);
        var customers = shop.customers().stream().collect(toMap(ShopCustomer::customerNumber, identity()));
        var products = shop.products().stream().collect(toMap(ShopProduct::productCode, identity()));
        var rows = new ArrayList<>(List.of(
                "product_name,product_line,customer,country,city,credit_limit,product,quantity,unit_price,timestamp",
                ",,,,,,S10_1000,1,1,2026-01-31"));
        for (var order : shop.orders()) {
            var customer = customers.get(order.customerNumber());
            for (var line : order.lines()) {
                var product = products.get(line.productCode());
                rows.add("\"%s\",%s,%d,%s,\"%s\",%s,%s,%d,%s,%s"
                        .formatted(
                                product.productName(),
                                product.productLine(),
                                customer.customerNumber(),
                                customer.country(),
                                customer.city(),
                                customer.creditLimit(),
                                line.productCode(),
                                line.quantityOrdered(),
                                line.priceEach(),
                                order.orderDate()));
            }
        }
        try (var out =
                new GZIPOutputStream(Files.newOutputStream(checkout.root().resolve("orders.csv.gz")))) {
            out.write(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** On the one that the run before has filled: what is there is read before it makes room. */
    private static String runOnTheDatabase() throws Exception {
        try (var environment = Environment.open(checkout.root(), Environment.LOCAL, line -> {});
                var secrets = environment.clients().secrets()) {
            var foundation = environment.outputs(Stack.FOUNDATION);
            var own = new OwnShop(OrderFile.read(checkout.root().resolve("orders.csv.gz")), 10);
            assertThat(own.fill(environment.clients(), foundation))
                    .as("what is there already is left alone")
                    .isFalse();
            var user = JSON.readTree(secrets.getSecretValue(r -> r.secretId(foundation.text("sourceSecretArn")))
                    .secretString());
            var password = Files.writeString(
                    checkout.root().resolve(".twospeed/password"),
                    user.path("password").asText());
            var printed = reader.does(
                    "./twospeed demo --mysql mysql://reader@db.example:3306/shop",
                    "./twospeed",
                    "TWOSPEED_MYSQL_PASSWORD=\"$(cat '" + password + "')\" ./twospeed",
                    "mysql://reader@db.example:3306/shop",
                    "mysql://%s@%s:%d/%s"
                            .formatted(
                                    user.path("username").asText(),
                                    foundation.text("sourceEndpoint"),
                                    foundation.number("sourcePort"),
                                    foundation.text("sourceDatabase")));
            assertThat(printed).doesNotContain("created");
            return printed;
        }
    }

    /** What a run has printed of itself, name to the first word. */
    private static Map<String, String> facts(String printed) {
        return FACT.matcher(printed.replaceAll(" \\(.*\\)", ""))
                .results()
                .collect(toMap(fact -> fact.group(1), fact -> fact.group(2), (one, later) -> later));
    }

    private static double recall(Map<String, String> facts, String ranking) {
        return Double.parseDouble(facts.get(ranking + " recall@10"));
    }

    private static void assertThatTheReportTellsOfTheRun(Map<String, String> facts) throws Exception {
        var html = Files.readString(checkout.root().resolve("report.html"));
        var found = REPORT.matcher(html);
        assertThat(found.find()).isTrue();
        var report = JSON.readTree(found.group(1));
        assertThat(report.path("rows")).hasSize(4).allSatisfy(rows -> {
            var leftOut = new ArrayList<Long>();
            rows.path("leftOut").forEach(one -> leftOut.add(one.path("rows").asLong()));
            assertThat(rows.path("out").asLong()).isPositive();
            assertThat(leftOut.stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(rows.path("in").asLong() - rows.path("out").asLong());
        });
        var measured = 0;
        for (var count : report.at("/latency/counts")) {
            measured += count.asInt();
        }
        assertThat(measured).isEqualTo(Integer.parseInt(facts.get("sessions sent")));
        assertThat(report.at("/latency/most").asLong()).isPositive();
        var deployment = report.path("deployment");
        assertThat(deployment.path("stacks"))
                .extracting(stack -> stack.path("stack").asText())
                .containsExactly("foundation", "etl", "vector-db", "streaming-inference");
        assertThat(deployment.path("links"))
                .allSatisfy(link -> assertThat(texts(link.path("outputs")))
                        .contains(
                                link.path("from").asText().equals("foundation") ? "kmsKeyArn" : "databaseResourceId"));
        assertThat(deployment.path("checks")).hasSize(4).allSatisfy(check -> {
            assertThat(check.path("rules").asInt()).isPositive();
            assertThat(check.path("broken").asInt()).isZero();
        });
        assertThat(deployment.at("/cost/month")).isNotEmpty();
    }

    private static void assertThatTheReportIsInOrder() throws Exception {
        try (var browser = Browser.open()) {
            assertThat(new PageCheck(browser, Path.of("target/pages"))
                            .faults(
                                    "demo",
                                    checkout.root().resolve("report.html").toUri()))
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
