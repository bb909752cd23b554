package dev.twospeed.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Estimates of an export with one resource of each kind; the expected amounts are worked out by hand. */
class EstimatorTest {
    private static final Usage USAGE = new Usage(1000, 2000, 2, 1000, 10, 30);
    // The embedded AWS knows these, the stacks make none.
    private static final Set<String> NEVER_MADE = Set.of(
            "aws:cloudwatch/compositeAlarm:CompositeAlarm",
            "aws:ec2/eip:Eip",
            "aws:ec2/internetGateway:InternetGateway",
            "aws:ec2/natGateway:NatGateway");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldMultiplyEachQuantityByItsPrice_whenResourcesCostByBeingThere() throws Exception {
        var estimate = estimate(small());

        assertThat(estimate.monthly())
                .extracting(
                        line -> line.resource() + ": " + line.what(), line -> Math.round(line.amount() * 100) / 100.0)
                .containsExactly(
                        tuple("database: postgres db.t4g.medium", 47.45),
                        tuple("database: storage gp3", 2.3),
                        tuple("database: secret of the master user", 0.4),
                        tuple("database: enhanced monitoring every 60 s", 0.22),
                        tuple("network-glue: interface endpoint in 2 zones", 14.6),
                        tuple("encryption: key", 1.0),
                        tuple("events: shards", 21.9),
                        tuple("events: retention beyond a day", 29.2),
                        tuple("plain: alarm", 0.1),
                        tuple("share: alarm", 0.2));
        assertThat(estimate.monthly())
                .allSatisfy(line -> assertThat(line.source()).startsWith("https://aws.amazon.com/"));
    }

    @Test
    void shouldDoubleInstanceAndStorage_whenTheDatabaseIsMultiAz() throws Exception {
        var export = small();
        inputs(export, "::database", "aws:rds/instance:Instance").put("multiAz", true);

        var lines = estimate(export).monthly();

        assertThat(amount(lines, "postgres db.t4g.medium, two zones")).isCloseTo(2 * 47.45, within(0.001));
        assertThat(amount(lines, "storage gp3, two zones")).isCloseTo(4.6, within(0.001));
        assertThat(amount(lines, "secret of the master user")).isEqualTo(0.4);
    }

    @Test
    void shouldPayForTheStreamByTheHour_whenItIsOnDemand() throws Exception {
        var export = small();
        inputs(export, "::events", "aws:kinesis/stream:Stream")
                .putObject("streamModeDetails")
                .put("streamMode", "ON_DEMAND");

        var estimate = estimate(export);

        assertThat(amount(estimate.monthly(), "on-demand stream")).isCloseTo(29.2, within(0.001));
        assertThat(estimate.monthly()).noneMatch(line -> line.what().equals("shards"));
        assertThat(amount(estimate.perMillionEvents(), "events in")).isCloseTo(0.08, within(0.0001));
    }

    @Test
    void shouldFollowAnEventThroughTheStack_whenAMillionCome() throws Exception {
        var lines = estimate(small()).perMillionEvents();

        assertThat(amount(lines, "events put")).isCloseTo(0.014, within(1e-6));
        // Firehose rounds each record up to 5 KB: 5 GB.
        assertThat(amount(lines, "events delivered")).isCloseTo(5 * 0.029, within(1e-6));
        // 200 events a call: 5000 calls.
        assertThat(amount(lines, "calls")).isCloseTo(0.005 * 0.2, within(1e-6));
        assertThat(amount(lines, "duration")).isCloseTo(2000 * 0.0000133334, within(1e-6));
        assertThat(amount(lines, "logs")).isCloseTo(0.005 * 0.5, within(1e-6));
    }

    @Test
    void shouldCountProcessingUnits_whenAJobRuns() throws Exception {
        var lines = estimate(small()).perRun();

        assertThat(amount(lines, "run of 10 min on 3 × G.2X")).isCloseTo(0.44, within(1e-6));
        assertThat(amount(lines, "run of 30 min on 2 × G.1X, Flex")).isCloseTo(0.29, within(1e-6));
    }

    @Test
    void shouldSayWhatItDoesNotKnow_whenThereIsNoPrice() throws Exception {
        var export = small();
        inputs(export, "::database", "aws:rds/instance:Instance").put("instanceClass", "db.x99.large");

        var estimate = estimate(export);

        assertThat(estimate.notPriced())
                .extracting(Estimate.Note::resource, Estimate.Note::why)
                .containsExactly(
                        tuple("database", "no price for rds.postgres.db.x99.large"),
                        tuple("unheard-of", "the price list does not know this type"));
        assertThat(estimate.monthly()).noneMatch(line -> line.amount() == 0);
        assertThat(text(estimate)).contains("Not priced", "unheard-of", "Not included", "support and taxes");
    }

    @Test
    void shouldGiveAReason_whenSomethingIsFreeOrPaidByUse() throws Exception {
        var estimate = estimate(small());

        assertThat(estimate.free()).extracting(Estimate.Note::resource).containsExactly("network-s3", "transform");
        assertThat(estimate.free()).allSatisfy(note -> assertThat(note.why()).isNotBlank());
        assertThat(estimate.byUse()).extracting(Estimate.Note::resource).contains("lake", "delivery", "etl");
    }

    @Test
    void shouldNameTheRegionsItKnows_whenThereAreNoPrices() throws Exception {
        var export = List.of(StackExport.of("small", small()));

        assertThatThrownBy(() -> new Estimator(Optional.of("mars-north-1"), USAGE).estimate(export))
                .hasMessageContaining("mars-north-1")
                .hasMessageContaining("us-east-1, eu-central-1");
        assertThat(new Estimator(Optional.of("eu-central-1"), USAGE)
                        .estimate(export)
                        .regions())
                .containsEntry("small", "eu-central-1");
    }

    @Test
    void shouldAskForTheRegion_whenTheExportDoesNotSay() throws Exception {
        var export = small();
        ((ObjectNode) export.path("deployment").path("resources").get(1).path("inputs")).remove("region");

        assertThatThrownBy(() -> estimate(export)).hasMessageContaining("name it by --region");
    }

    @Test
    void shouldSayWhatToGive_whenTheFileIsNoExport() {
        assertThatThrownBy(() -> StackExport.of("outputs", JSON.createObjectNode()))
                .hasMessageContaining("pulumi stack export");
    }

    /** So that a new resource of a stack is priced, or said to be free, when it is added. */
    @Test
    void shouldKnowEveryTypeThatTheStacksMayMake() throws Exception {
        var root = Path.of(System.getProperty("twospeed.root"));
        var types = root.resolve("local/aws/src/main/resources/dev/twospeed/local/provider/types");
        try (var files = Files.list(types)) {
            for (var file : files.toList()) {
                JSON.readTree(file.toFile())
                        .fieldNames()
                        .forEachRemaining(type -> assertThat(FixedCosts.of(type).isPresent()
                                        || PriceList.free(type).isPresent()
                                        || PriceList.byUse(type).isPresent()
                                        || NEVER_MADE.contains(type))
                                .as(type)
                                .isTrue());
            }
        }
    }

    private static Estimate estimate(JsonNode export) {
        return new Estimator(Optional.empty(), USAGE).estimate(List.of(StackExport.of("small", export)));
    }

    private static String text(Estimate estimate) {
        var text = new StringWriter();
        new EstimateText(new PrintWriter(text)).print("Environment dev", estimate);
        return text.toString();
    }

    private static double amount(List<Line> lines, String what) {
        var found = lines.stream().filter(line -> line.what().equals(what)).toList();
        assertThat(found).as(what).hasSize(1);
        return found.get(0).amount();
    }

    private static ObjectNode inputs(JsonNode export, String urnEnd, String type) {
        for (var resource : export.path("deployment").path("resources")) {
            if (resource.path("type").asText().equals(type)
                    && resource.path("urn").asText().endsWith(urnEnd)) {
                return (ObjectNode) resource.path("inputs");
            }
        }
        throw new AssertionError("no " + type + urnEnd);
    }

    private static JsonNode small() throws Exception {
        try (var json = EstimatorTest.class.getResourceAsStream("small.json")) {
            return JSON.readTree(json);
        }
    }
}
