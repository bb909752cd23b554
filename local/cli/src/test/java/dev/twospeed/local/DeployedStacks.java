package dev.twospeed.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cli.Reader;
import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.GlueRuns;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * The four stacks, deployed small and trained, on an embedded AWS in this JVM; the same for every test class that takes
 * parts of them away and puts them back.
 */
final class DeployedStacks implements AutoCloseable {
    static final String PREFIX = "twospeed-local-us-east-1-";

    /** A call of the loader about a model that is too large for a function; of that model there is only the manifest. */
    static final String LARGE_MODEL = "loader/large-model";

    private static final String LARGE_VERSION = "20000101T000000Z-00000000";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CheckoutCopy checkout = CheckoutCopy.make("deployed");
    private final EmbeddedAws aws;
    private final AwsClients clients;

    /** Gives them to a test class, made by the first that asks. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(DeployedStacks.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(DeployedStacks.class);
        }
    }

    DeployedStacks() {
        deploy();
        aws = EmbeddedAws.start(checkout.root());
        var keys = AccessKeys.open(checkout.root().resolve(".twospeed/aws"));
        clients = AwsClients.embedded(aws.running().endpoints(), keys.of(AccessKeys.OPERATOR));
        publishManifest(LARGE_VERSION, 10_000_000);
    }

    /** Where the models are. */
    String modelBucket() {
        try {
            return resources("aws:lambda/function:Function").stream()
                    .filter(function -> function.outputs().path("name").asText().equals(PREFIX + "loader"))
                    .findFirst()
                    .orElseThrow()
                    .inputs()
                    .at("/environment/variables/MODEL_BUCKET")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model that answers. */
    String activeModel() throws IOException {
        return JSON.readTree(call("loader", "{\"operation\": \"list\"}"))
                .path("active")
                .asText();
    }

    /** Publishes the manifest of the active model under another version, with another number of items. */
    void publishManifest(String version, int items) {
        var bucket = modelBucket();
        try (var s3 = clients.s3()) {
            var model = "models/" + activeModel() + "/manifest.json";
            var active = s3.getObjectAsBytes(r -> r.bucket(bucket).key(model));
            var manifest = (ObjectNode) JSON.readTree(active.asByteArray());
            manifest.put("version", version).put("items", items);
            var unused = s3.putObject(
                    r -> r.bucket(bucket).key("models/" + version + "/manifest.json"),
                    RequestBody.fromString(manifest.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deploy() {
        try {
            checkout.markBuilt();
            assertThat(Reader.in(checkout.root())
                            .inShell()
                            .does(
                                    "./twospeed demo --sessions 500 --report target/report.html",
                                    "--sessions 500",
                                    "--customers 200 --products 60 --sessions 50"))
                    .containsPattern("records answered +50\n");
        } catch (Exception e) {
            throw new IllegalStateException("The demo could not be run", e);
        }
    }

    Path root() {
        return checkout.root();
    }

    EmbeddedAws aws() {
        return aws;
    }

    AwsClients clients() {
        return clients;
    }

    /** The deployed resources of a type. */
    List<Resource> resources(String type) throws IOException {
        var found = new ArrayList<Resource>();
        try (var files = Files.list(checkout.root().resolve(".twospeed/aws/resources"))) {
            for (var file : files.toList()) {
                var stored = JSON.readTree(file.toFile());
                if (stored.path("type").asText().equals(type)) {
                    found.add(new Resource(
                            stored.path("urn").asText(),
                            type,
                            stored.path("id").asText(),
                            (ObjectNode) stored.path("inputs"),
                            (ObjectNode) stored.path("outputs")));
                }
            }
        }
        return found;
    }

    /** Runs a job and answers the message with which it failed, if it did. */
    Optional<String> run(String job) throws InterruptedException {
        try (var glue = clients.glue()) {
            var unused = new GlueRuns(glue, Duration.ofMillis(100)).run(PREFIX + job);
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The log files of the run that was started last. */
    Set<String> newestRunsFiles() {
        try (var runs = Files.list(root().resolve(".twospeed/aws/glue/logs"))) {
            var newest = runs.max(Comparator.comparingLong(run -> run.toFile().lastModified()))
                    .orElseThrow();
            try (var files = Files.list(newest)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.equals("error.log") || name.equals("output.log"))
                        .collect(toSet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a function has logged. */
    String log(String function) throws IOException {
        try (var files = Files.list(root().resolve(".twospeed/aws/lambda/functions/" + PREFIX + function))) {
            var log = new StringBuilder();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        }
    }

    /** Calls a function with an event that it handles, and answers what its caller gets; the event may be named after a slash. */
    String call(String function) throws IOException {
        return call(function.split("/")[0], event(function));
    }

    /** Calls a function, and answers what its caller gets. */
    String call(String function, String event) throws IOException {
        var live = function.equals("transform") || function.equals("inference");
        try (var lambda = clients.lambda()) {
            var answer = lambda.invoke(r -> r.functionName(PREFIX + function)
                            .qualifier(live ? "live" : null)
                            .payload(SdkBytes.fromUtf8String(event)))
                    .payload()
                    .asUtf8String();
            return function.equals("transform") ? firstRecord(answer) : answer;
        } catch (LambdaException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String event(String function) {
        return switch (function) {
            case "seed" -> "{\"customers\": 200, \"products\": 60, \"seed\": 7}";
            case "migrate" -> "{\"sqlHash\": \"again\"}";
            case "loader" -> "{\"operation\": \"reconcile\"}";
            case LARGE_MODEL -> "{\"operation\": \"activate\", \"version\": \"" + LARGE_VERSION + "\"}";
            case "freshness" -> "{}";
            case "inference" -> """
                {"version": "2.0", "rawPath": "/health", "rawQueryString": "", "headers": {},
                 "requestContext": {"http": {"method": "GET", "path": "/health"}}, "isBase64Encoded": false}""";
            default -> """
                {"invocationId": "i", "deliveryStreamArn": "a", "region": "us-east-1",
                 "records": [{"recordId": "1", "approximateArrivalTimestamp": 1, "data": "%s"}]}""".formatted(Base64.getEncoder().encodeToString(activity("statement")));
        };
    }

    /** An event of a customer. */
    static byte[] activity(String id) {
        return ("{\"event_id\": \"" + id + "\", \"session_id\": \"s\", \"customer_number\": 103, \"city\": \"Nantes\","
                        + " \"country\": \"France\", \"credit_limit\": 21000, \"browse_history\": []}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String firstRecord(String answer) throws IOException {
        var data = JSON.readTree(answer).at("/records/0/data");
        return data.isMissingNode()
                ? answer
                : new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
    }

    /** Ends the environments of functions, which then start anew. */
    static void endEnvironments() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments))
                        .orElse("")
                        .contains("runtime.api.client.AWSLambda"))
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    @Override
    public void close() {
        clients.close();
        aws.close();
        checkout.close();
    }
}
