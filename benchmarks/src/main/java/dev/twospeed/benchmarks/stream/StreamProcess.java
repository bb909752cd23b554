package dev.twospeed.benchmarks.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.s3.S3Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The process of the embedded AWS, started as {@code ./twospeed start} starts it: deploys what a stream needs from database to delivery,
 * has the packaged functions migrate and load, says so on standard output, and ends with its standard input.
 */
public final class StreamProcess {
    /** Where models, recommendations and the events' backup are. */
    static final String BUCKET = "lake";
    /** The function that answers. */
    static final String FUNCTION = "transform";
    /** A stream that nothing reads. */
    static final String UNREAD = "unread";
    /** Streams with a delivery each, by their shards. */
    static final Map<Integer, String> STREAMS = Map.of(1, "one", 2, "two");

    private StreamProcess() {}

    /**
     * Arguments: a checkout's folder of its own, the packaged functions, and a folder with a model.
     *
     * @throws IOException if the model cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        try (EmbeddedAws aws = EmbeddedAws.start(root)) {
            deploy(aws, root, Path.of(arguments[1]), Path.of(arguments[2]));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // Until whoever started this ends, or closes the line.
            }
        }
        System.exit(0);
    }

    private static void deploy(EmbeddedAws aws, Path root, Path zip, Path model) throws IOException {
        Deployment deployment = new Deployment(aws);
        deployment.role();
        deployment.bucket(BUCKET);
        upload(aws, root, model);
        Resource database = deployment.database("vectors");
        Map<String, String> variables = new TreeMap<>();
        JsonNode outputs = database.outputs();
        variables.put("DB_ENDPOINT", outputs.path("address").asText());
        variables.put("DB_PORT", outputs.path("port").asText());
        variables.put("DB_NAME", outputs.path("dbName").asText());
        variables.put("ADDITIONAL_CA_PEM", Files.readString(root.resolve(".twospeed/ca.pem")));
        variables.put("DB_MIGRATOR_USER", "twospeed_migrator");
        variables.put(
                "DB_SECRET_ARN",
                outputs.path("masterUserSecrets").path(0).path("secretArn").asText());
        deployment.function("migrate", zip, "dev.twospeed.handlers.migrate.MigrateHandler", 300, false, variables);
        deployment.invoke("migrate", "{}");
        variables.keySet().removeAll(List.of("DB_MIGRATOR_USER", "DB_SECRET_ARN"));
        variables.put("MODEL_BUCKET", BUCKET);
        variables.put("MODEL_PREFIX", "models/");
        variables.put("DB_USER", "twospeed_loader");
        variables.put("DB_INSPECTOR_USER", "twospeed_inspector");
        deployment.function("load", zip, "dev.twospeed.handlers.load.LoadHandler", 900, false, variables);
        deployment.invoke("load", "{\"operation\": \"reconcile\"}");
        variables.remove("DB_INSPECTOR_USER");
        variables.put("DB_USER", "twospeed_reader");
        deployment.function(FUNCTION, zip, "dev.twospeed.handlers.transform.TransformHandler", 300, true, variables);
        deployment.stream(UNREAD, 1);
        STREAMS.forEach((shards, name) -> {
            deployment.stream(name, shards);
            deployment.delivery(name, FUNCTION, BUCKET);
        });
    }

    /** The manifest last, as training does. */
    private static void upload(EmbeddedAws aws, Path root, Path model) throws IOException {
        AccessKeys keys = AccessKeys.open(root.resolve(".twospeed/aws"));
        try (S3Client s3 = S3Clients.of(aws.running().endpoints(), keys.of(AccessKeys.OPERATOR));
                Stream<Path> files = Files.list(model)) {
            Comparator<Path> manifestLast = Comparator.comparing(file -> file.endsWith("manifest.json"));
            for (Path file : files.sorted(manifestLast).toList()) {
                s3.putObject(
                        put -> put.bucket(BUCKET).key("models/" + model.getFileName() + "/" + file.getFileName()),
                        RequestBody.fromFile(file));
            }
        }
    }
}
