package dev.twospeed.benchmarks.stand;

import dev.twospeed.benchmarks.stream.LiveStream;
import dev.twospeed.engines.Engines;
import dev.twospeed.engines.TestPostgres;
import dev.twospeed.handlers.support.FolderS3;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What functions are measured against: the real PostgreSQL behind its TLS front, a small S3 over a folder, and the packaged functions.
 * Where there are several processors, functions have the first to themselves and everything else shares the second.
 */
public final class Stand implements AutoCloseable {
    private final Path checkout;
    private final Path folder;
    private final FolderS3 s3;
    private final Path task;
    private final String runtime;
    private final Processors processors;

    private Stand(Path checkout, Path folder, FolderS3 s3, Path task, String runtime, Processors processors) {
        this.checkout = checkout;
        this.folder = folder;
        this.s3 = s3;
        this.task = task;
        this.runtime = runtime;
        this.processors = processors;
    }

    /**
     * Starts everything.
     *
     * @param root the checkout, whose functions are packaged
     */
    public static Stand open(Path root) throws IOException {
        Path zip = built(root, "handlers/target/handlers.zip");
        String runtime = Files.readString(built(root, "local/lambda-runtime/target/classpath"))
                .strip();
        Path folder = Files.createTempDirectory("twospeed-bench");
        Processors processors = Processors.divide();
        // Started here, so that it stays where this process is now.
        Engines.postgres();
        Path task = folder.resolve("task");
        unpack(zip, task);
        Files.createDirectories(folder.resolve("s3/lake"));
        return new Stand(root, folder, new FolderS3(folder.resolve("s3")), task, runtime, processors);
    }

    private static Path built(Path root, String name) throws IOException {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            throw new IOException(file + " is missing: run mvn -B -DskipTests package");
        }
        return file;
    }

    private static void unpack(Path zip, Path target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
    }

    /** Has S3 wait before each answer from now on, as if it were far away. */
    public void delayS3(Duration each) {
        s3.delay(each);
    }

    /** A model of this shape with a database of its own, published and not loaded. */
    public Shop shop(SyntheticModel model) throws Exception {
        String name = model.items() + "-" + model.users() + "-" + model.rank();
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_REGION", TestPostgres.REGION);
        environment.put("AWS_ACCESS_KEY_ID", TestPostgres.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", TestPostgres.SECRET_ACCESS_KEY);
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "benchmark");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("DATABASE_TIMEOUT_SECONDS", "60");
        environment.put("MODEL_BUCKET", "lake");
        environment.put("MODEL_PREFIX", name + "/models/");
        return Shop.open(model, folder.resolve("s3/lake").resolve(name), environment);
    }

    /** Starts a process that does this work with a shop's inputs; close it. */
    public Function function(String work, Path inputs, Map<String, String> variables, Jvm jvm) throws IOException {
        List<String> command = new ArrayList<>(processors.forFunctions());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm.options());
        command.addAll(List.of(
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-cp",
                String.join(File.pathSeparator, runtime, task.toString(), task.resolve("lib") + "/*", ownClasses()),
                "dev.twospeed.benchmarks.worker.Worker",
                work,
                inputs.toString()));
        return Function.start(command, variables, Files.createTempFile(folder, work, ".log"));
    }

    /** Starts an embedded AWS of its own, on all processors, whose stream is answered by this model; close it. */
    public LiveStream stream(SyntheticModel model) throws IOException {
        Path modelFolder = folder.resolve("models")
                .resolve(model.items() + "-" + model.rank())
                .resolve(Shop.VERSION);
        model.publish(modelFolder, Shop.VERSION);
        return LiveStream.open(processors.forAll(), checkout, folder.resolve("aws-" + model.items()), modelFolder);
    }

    private static String ownClasses() {
        return new File(Stand.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    /** How processors are divided. */
    public Processors processors() {
        return processors;
    }

    @Override
    public void close() throws IOException {
        s3.close();
        processors.join();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
