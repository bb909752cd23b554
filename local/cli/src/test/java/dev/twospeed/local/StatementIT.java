package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cloud.EventSender;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * What goes wrong without each statement of each deployed role: the statement is taken away, the real function, job or
 * delivery runs, and what its user would see is told. That all of them together suffice is what the demo shows.
 */
@ExtendWith(DeployedStacks.Extension.class)
class StatementIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = DeployedStacks.PREFIX;
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String NO_TRACES = "not shown here: there is no X-Ray on this machine";
    private static final String AT_CREATION = "not shown here: asked when a function is made, see FunctionRolesTest";
    private static final String NO_EC2 = "not shown here: forbids EC2 calls, which the function's code never makes";
    private static final String NO_METRICS = "not shown here: Glue itself sends metrics, and there is no Glue service";
    private static final String NO_TEMPORARY =
            "not shown here: only parts of Glue that these jobs leave out use TempDir";
    private static final String NO_LOCATION = "not shown here: Glue's own S3 client asks, Spark's does not";
    private static final String NO_FLOWS = "not shown here: no packets flow through the VPC";
    private static final String NO_ERROR_LOG = "not shown here: Firehose's error log is only in the embedded AWS's log";
    private static final String ONLY_AT_FIRST = "not shown here: only a database's first migration reads the secret";
    private static final String ONLY_WITHOUT_USER =
            "not shown here: asked only when a release brings another user, see MigrationTest";
    private static final String ONLY_WITHOUT_MODEL = "not shown here: asked only while no model is active";

    /** Role, statement, and what is seen without it. */
    private static final Map<String, String> SYMPTOMS = symptoms("""
            etl Code            | run: Error downloading from S3
            etl Key             | run: Error downloading from S3
            etl Connection      | run: glue:GetConnection
            etl SeeNetwork      | run: ec2:DescribeSubnets
            etl JoinNetwork     | run: ec2:CreateNetworkInterface
            etl LeaveNetwork    | run: ec2:CreateTags
            etl SourceSecret    | run: secretsmanager:GetSecretValue
            etl WriteRatings    | run: Access
            etl ListRatings     | run: Access
            etl Partitions      | run: glue:
            etl Logs            | no log lines of the run
            training Code         | run: Error downloading from S3
            training Key          | run: Error downloading from S3
            training Connection   | run: glue:GetConnection
            training SeeNetwork   | run: ec2:DescribeSubnets
            training JoinNetwork  | run: ec2:CreateNetworkInterface
            training LeaveNetwork | run: ec2:CreateTags
            training ReadRatings  | run: Access
            training List         | run: Access
            training WriteModels  | run: Access
            training Partitions   | run: glue:
            training Logs         | no log lines of the run
            seed Key                | call: Lambda was unable to decrypt the environment variables
            seed SourceSecret       | call: secretsmanager:GetSecretValue
            seed Logs               | no log lines of the function
            freshness Key           | call: Lambda was unable to decrypt the environment variables
            freshness Partitions    | call: Reading the partitions
            freshness ListModels    | call: Listing the models below
            freshness SeeManifests  | call: failed
            freshness Logs          | no log lines of the function
            migrate Key           | call: Lambda was unable to decrypt the environment variables
            migrate Login         | call: PAM authentication failed
            migrate Logs          | no log lines of the function
            loader Key            | call: Lambda was unable to decrypt the environment variables
            loader Login          | call: PAM authentication failed
            loader LoginToInspect | sql: PAM authentication failed
            loader ReadModels     | call: failed
            loader ListModels     | call: Listing the models below
            loader SayWhatIsActive | call: active.json failed
            loader StartLoadingJob | large model: glue:StartJobRun
            loader DeadLetters    | the dead letter stays behind
            loader Logs           | no log lines of the function
            loading Code          | run: Error downloading from S3
            loading Key           | run: Error downloading from S3
            loading Connection    | run: glue:GetConnection
            loading SeeNetwork    | run: ec2:DescribeSubnets
            loading JoinNetwork   | run: ec2:CreateNetworkInterface
            loading LeaveNetwork  | run: ec2:CreateTags
            loading Login         | run: PAM authentication failed
            loading ReadModels    | run: failed
            loading ListModels    | run: Listing the models below
            loading SayWhatIsActive | run: active.json failed
            loading Logs          | no log lines of the run
            transform Key         | call: Lambda was unable to decrypt the environment variables
            transform Login       | call: "degraded":true
            transform ReadModels  | call: "strategy":"none"
            transform Logs        | no log lines of the function
            inference Key         | call: Lambda was unable to decrypt the environment variables
            inference Login       | call: cannot be had at this time
            inference ReadModels  | call: cannot be had at this time
            inference Logs        | no log lines of the function
            delivery ReadStream   | delivery: kinesis:DescribeStream
            delivery Transform    | delivery: lambda:InvokeFunction
            delivery WriteBucket  | delivery: s3:PutObject
            delivery Key          | delivery: kms:
            """);

    private static final Map<String, String> NOT_SHOWN = Map.ofEntries(
            Map.entry("etl Temporary", NO_TEMPORARY),
            Map.entry("etl FindBucket", NO_LOCATION),
            Map.entry("etl Metrics", NO_METRICS),
            Map.entry("training Temporary", NO_TEMPORARY),
            Map.entry("training FindBucket", NO_LOCATION),
            Map.entry("training Metrics", NO_METRICS),
            Map.entry("loading Temporary", NO_TEMPORARY),
            Map.entry("loading FindBucket", NO_LOCATION),
            Map.entry("loading Metrics", NO_METRICS),
            Map.entry("seed Traces", NO_TRACES),
            Map.entry("seed Network", AT_CREATION),
            Map.entry("seed NetworkInCode", NO_EC2),
            Map.entry("freshness Traces", NO_TRACES),
            Map.entry("freshness Network", AT_CREATION),
            Map.entry("freshness NetworkInCode", NO_EC2),
            Map.entry("migrate MasterSecret", ONLY_AT_FIRST),
            Map.entry("migrate LoginAsMaster", ONLY_WITHOUT_USER),
            Map.entry("migrate Traces", NO_TRACES),
            Map.entry("migrate Network", AT_CREATION),
            Map.entry("migrate NetworkInCode", NO_EC2),
            Map.entry("loader Traces", NO_TRACES),
            Map.entry("loader Network", AT_CREATION),
            Map.entry("loader NetworkInCode", NO_EC2),
            Map.entry("transform Traces", NO_TRACES),
            Map.entry("transform Network", AT_CREATION),
            Map.entry("transform NetworkInCode", NO_EC2),
            Map.entry("transform ListModels", ONLY_WITHOUT_MODEL),
            Map.entry("inference Traces", NO_TRACES),
            Map.entry("inference Network", AT_CREATION),
            Map.entry("inference NetworkInCode", NO_EC2),
            Map.entry("inference ListModels", ONLY_WITHOUT_MODEL),
            Map.entry("delivery Logs", NO_ERROR_LOG),
            Map.entry("network-flow-logs Write", NO_FLOWS));

    private static DeployedStacks deployed;

    @BeforeAll
    static void deploy(DeployedStacks stacks) {
        deployed = stacks;
    }

    @AfterAll
    static void endEnvironments() {
        DeployedStacks.endEnvironments();
    }

    @Test
    void shouldSpeakOfEveryStatementThatIsDeployed_andOfNoOther() throws Exception {
        var deployed = new TreeSet<String>();
        for (var policy : policies().entrySet()) {
            statements(policy.getValue())
                    .forEach(statement -> deployed.add(
                            policy.getKey() + " " + statement.path("Sid").asText()));
        }
        var told = new TreeSet<>(SYMPTOMS.keySet());
        told.addAll(NOT_SHOWN.keySet());
        assertThat(told).isEqualTo(deployed);
    }

    @TestFactory
    Iterable<DynamicTest> shouldShowTheFailure_whenAStatementIsTakenAway() {
        return SYMPTOMS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey() + ": " + entry.getValue(), () -> {
                    var words = entry.getKey().split(" ");
                    without(words[0], words[1], () -> assertSymptom(words[0], entry.getValue()));
                }))
                .toList();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void without(String role, String statement, Step step) throws Exception {
        var before = policies().get(role);
        var after = new Resource(
                before.urn(), before.type(), before.id(), before.inputs().deepCopy(), before.outputs());
        var document = (ObjectNode) JSON.readTree(after.inputs().path("policy").asText());
        var kept = document.putArray("Statement");
        for (var one : statements(before)) {
            if (!one.path("Sid").asText().equals(statement)) {
                kept.add(one);
            }
        }
        after.inputs().put("policy", document.toString());
        var unused = policyPlane().update(before, after);
        endEnvironments();
        try {
            step.run();
        } finally {
            var restored = policyPlane().update(after, before);
            assertThat(restored).isEmpty();
            endEnvironments();
        }
    }

    private static void assertSymptom(String role, String symptom) throws Exception {
        var words = symptom.substring(symptom.indexOf(": ") + 2);
        if (symptom.startsWith("run:")) {
            assertThat(deployed.run(role)).get().asString().contains(words);
        } else if (symptom.equals("no log lines of the run")) {
            assertThat(deployed.run(role)).isEmpty();
            assertThat(deployed.newestRunsFiles()).isEmpty();
        } else if (symptom.startsWith("call:")) {
            assertThat(deployed.call(role)).contains(words);
        } else if (symptom.startsWith("large model:")) {
            assertThat(deployed.call(DeployedStacks.LARGE_MODEL)).contains("Starting the Glue job", words);
        } else if (symptom.startsWith("sql:")) {
            assertThat(deployed.call(role, "{\"operation\": \"sql\", \"sql\": \"select 1\"}"))
                    .contains(words);
        } else if (symptom.equals("no log lines of the function")) {
            var before = deployed.log(role);
            assertThat(deployed.call(role)).doesNotContain("unable to decrypt");
            assertThat(deployed.log(role)).isEqualTo(before);
        } else if (symptom.startsWith("delivery:")) {
            assertDeliveryWaits(words);
        } else {
            assertDeadLetterStays(role);
        }
    }

    /** Firehose warns, in AWS's words, of a record that it can neither read, have answered nor write. */
    private static void assertDeliveryWaits(String words) throws Exception {
        var logger = (Logger) LoggerFactory.getLogger("dev.twospeed.local.firehose");
        var warnings = new ListAppender<ILoggingEvent>();
        warnings.start();
        logger.addAppender(warnings);
        try (var kinesis = deployed.clients().kinesis()) {
            var sender = new EventSender(kinesis, PREFIX + "events");
            sender.send("1", DeployedStacks.activity("waiting"));
            var unused = sender.flush();
            var warning = await(
                    "the warning of the delivery stream",
                    () -> Arrays.stream(warnings.list.toArray(ILoggingEvent[]::new))
                            .map(ILoggingEvent::getFormattedMessage)
                            .filter(message -> message.contains(words))
                            .findFirst());
            assertThat(warning).contains("is not authorized to perform");
        } finally {
            logger.detachAppender(warnings);
        }
    }

    private static void assertDeadLetterStays(String function) throws Exception {
        try (var lambda = deployed.clients().lambda()) {
            var unused = lambda.invoke(r -> r.functionName(PREFIX + function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"operation\": \"unheard of\"}")));
        }
        var kept = deployed.root().resolve(".twospeed/aws/lambda/dead-letters/" + PREFIX + function + ".jsonl");
        var letter = await(
                "the dead letter", () -> Files.exists(kept) ? Optional.of(Files.readString(kept)) : Optional.empty());
        assertThat(letter).contains("unheard of");
    }

    /** Looks ten times a second until there is something; fails after a minute. */
    private static <T> T await(String what, Callable<Optional<T>> look) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < deadline) {
            var found = look.call();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError(what + " did not come within a minute");
    }

    private static Iterable<JsonNode> statements(Resource policy) throws IOException {
        return JSON.readTree(policy.inputs().path("policy").asText()).path("Statement");
    }

    private static DataPlane policyPlane() {
        return deployed.aws().behind(ROLE_POLICY);
    }

    /** The roles' policies by the name of the role without its prefix. */
    private static Map<String, Resource> policies() throws IOException {
        var found = new TreeMap<String, Resource>();
        for (var policy : deployed.resources(ROLE_POLICY)) {
            found.put(policy.inputs().path("role").asText().substring(PREFIX.length()), policy);
        }
        return found;
    }

    private static Map<String, String> symptoms(String table) {
        var symptoms = new TreeMap<String, String>();
        table.lines().forEach(line -> {
            var cells = line.split("\\|", 2);
            symptoms.put(cells[0].strip().replaceAll(" +", " "), cells[1].strip());
        });
        return symptoms;
    }
}
