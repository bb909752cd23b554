package dev.twospeed.benchmarks.stream;

import dev.twospeed.local.RunningAws;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.s3.S3Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An embedded AWS with a stream in a process of its own, and AWS's clients to it. */
public final class LiveStream implements AutoCloseable {
    private static final int BATCH = 500;
    private static final String ANSWERED = "\"result\":\"Ok\"";

    private final Path root;
    private final Process process;
    private final KinesisClient kinesis;
    private final LambdaClient lambda;
    private final S3Client s3;
    private final Set<String> seen = new HashSet<>();

    private LiveStream(Path root, Process process, RunningAws aws) {
        this.root = root;
        this.process = process;
        AccessKeys.AccessKey key =
                AccessKeys.open(root.resolve(".twospeed/aws")).of(AccessKeys.OPERATOR);
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
        Region region = Region.of(aws.endpoints().region());
        this.kinesis = KinesisClient.builder()
                .endpointOverride(aws.endpoints().api())
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.lambda = LambdaClient.builder()
                .endpointOverride(aws.endpoints().api())
                .region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.s3 = S3Clients.of(aws.endpoints(), key);
    }

    /**
     * Starts one and deploys to it.
     *
     * @param launcher what its command begins with
     * @param checkout whose functions and runtimes are built
     * @param root a folder that does not exist yet, for all it keeps
     * @param model a folder with the model that it serves
     */
    public static LiveStream open(List<String> launcher, Path checkout, Path root, Path model) throws IOException {
        Files.createDirectories(root);
        Files.createSymbolicLink(root.resolve("local"), checkout.resolve("local"));
        Path log = root.resolve("log");
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StreamProcess.class.getName(),
                root.toString(),
                checkout.resolve("handlers/target/handlers.zip").toString(),
                model.toString()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String line = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter("ready"::equals)
                .findFirst()
                .orElse("");
        if (line.isEmpty()) {
            throw new IOException("the embedded AWS of the benchmark ended with: "
                    + Files.readString(log).strip());
        }
        return new LiveStream(root, process, RunningAws.find(root).orElseThrow());
    }

    /** The stream of one or two shards whose records are answered. */
    public static String answered(int shards) {
        return StreamProcess.STREAMS.get(shards);
    }

    /** The stream whose records nothing reads. */
    public static String unread() {
        return StreamProcess.UNREAD;
    }

    /** Puts events, as {@code ./twospeed send} does. */
    public void put(String stream, List<String> events) throws IOException {
        for (int first = 0; first < events.size(); first += BATCH) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = first; i < Math.min(first + BATCH, events.size()); i++) {
                entries.add(PutRecordsRequestEntry.builder()
                        .partitionKey(String.valueOf(i))
                        .data(SdkBytes.fromUtf8String(events.get(i)))
                        .build());
            }
            PutRecordsResponse answer =
                    kinesis.putRecords(request -> request.streamName(stream).records(entries));
            if (answer.failedRecordCount() > 0) {
                throw new IOException(answer.failedRecordCount() + " records were refused by the stream " + stream);
            }
        }
    }

    /**
     * Hands objects with answers that came since the last time to a ledger.
     *
     * @throws IOException if the ledger holds one for wrong
     */
    public void look(String stream, Ledger ledger) throws IOException {
        for (S3Object object : list(stream + "/recommendations/")) {
            if (seen.add(object.key())) {
                ledger.take(read(object.key()));
            }
        }
    }

    /** Fails if there are records that the function could not answer. */
    public void failIfRefused() throws IOException {
        for (S3Object error : list("errors/")) {
            throw new IOException("records could not be answered: " + read(error.key()));
        }
    }

    private List<S3Object> list(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(StreamProcess.BUCKET).prefix(prefix))
                .contents()
                .stream()
                .toList();
    }

    private String read(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(StreamProcess.BUCKET).key(key))
                .asUtf8String();
    }

    /**
     * Calls the function with a batch, by the alias and with nothing between.
     *
     * @return how many records it answered
     */
    public int invoke(byte[] batch) throws IOException {
        InvokeResponse answer = lambda.invoke(call -> call.functionName(StreamProcess.FUNCTION)
                .qualifier("live")
                .payload(SdkBytes.fromByteArrayUnsafe(batch)));
        if (answer.functionError() != null) {
            throw new IOException(
                    "the transform function failed: " + answer.payload().asUtf8String());
        }
        String text = answer.payload().asUtf8String();
        int records = 0;
        for (int at = text.indexOf(ANSWERED); at >= 0; at = text.indexOf(ANSWERED, at + ANSWERED.length())) {
            records++;
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        kinesis.close();
        lambda.close();
        s3.close();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
