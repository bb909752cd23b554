package dev.twospeed.local.glue;

import dev.twospeed.local.Endpoints;
import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.network.Isolation;
import dev.twospeed.local.network.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JVM of a job run: Spark's driver and workers in one, told by system properties what Glue tells Spark.
 *
 * @param folder the run's own: working directory, temporary files, logs
 * @param isolation holds it to its reach
 */
record SparkProcess(
        GlueRuntime runtime, Endpoints endpoints, AccessKey key, Path folder, Isolation isolation, Reach reach) {
    /** Marks a JVM as a run, near enough to the start of its command line to be seen there. */
    static final String RUN = "-Dtwospeed.glue.run=";

    static final String OUTPUT = "output.log";
    static final String ERRORS = "error.log";

    Process start(String runId, JobCode.Classes code, Map<String, String> arguments) throws IOException {
        Files.createDirectories(folder.resolve("tmp"));
        var command = new ArrayList<String>();
        command.add(GlueRuntime.java());
        command.add(RUN + runId);
        command.addAll(jvm());
        command.add(endpoints.trustOption());
        command.addAll(GlueRuntime.MODULES);
        settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(classpath(code, arguments));
        command.add(arguments.getOrDefault("--class", "GlueApp"));
        arguments.forEach((name, value) -> command.addAll(List.of(name, value)));
        var builder = new ProcessBuilder(isolation.confine(command, reach, 0))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(OUTPUT).toFile())
                .redirectError(folder.resolve(ERRORS).toFile());
        var variables = builder.environment();
        var path = variables.get("PATH");
        // A job sees what Glue gives it and nothing of whoever started the embedded AWS.
        variables.clear();
        variables.put("PATH", path == null ? "/usr/bin:/bin" : path);
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", "UTC");
        variables.put("SPARK_LOCAL_IP", "127.0.0.1");
        variables.putAll(endpoints.environment(key));
        return builder.start();
    }

    private String classpath(JobCode.Classes code, Map<String, String> arguments) {
        var own = new ArrayList<Path>(List.of(code.script()));
        own.addAll(code.jars());
        return arguments.getOrDefault("--user-jars-first", "false").equals("true")
                ? runtime.before(own)
                : runtime.after(own);
    }

    private static List<String> jvm() {
        return List.of("-Xmx2g", "-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC", "-Xshare:auto");
    }

    private Map<String, String> settings() throws IOException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("java.io.tmpdir", folder.resolve("tmp").toString());
        settings.put("log4j2.configurationFile", logging().toUri().toString());
        settings.put("user.timezone", "UTC");
        settings.put("spark.master", "local[" + Math.min(4, Runtime.getRuntime().availableProcessors()) + "]");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.local.dir", folder.resolve("tmp").toString());
        settings.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
        settings.put("spark.sql.session.timeZone", "UTC");
        settings.put("spark.sql.shuffle.partitions", "4");
        settings.put("spark.default.parallelism", "4");
        settings.put("spark.sql.catalogImplementation", "in-memory");
        settings.put("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2");
        // Glue reads s3:// by itself; Spark's own client knows it by another name.
        settings.put("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        settings.put("spark.hadoop.fs.s3a.endpoint", endpoints.s3().toString());
        settings.put("spark.hadoop.fs.s3a.endpoint.region", endpoints.region());
        settings.put("spark.hadoop.fs.s3a.path.style.access", "true");
        settings.put(
                "spark.hadoop.fs.s3a.connection.ssl.enabled",
                Boolean.toString("https".equals(endpoints.s3().getScheme())));
        settings.put(
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "com.amazonaws.auth.EnvironmentVariableCredentialsProvider");
        settings.put("spark.hadoop.fs.s3a.bucket.probe", "0");
        settings.put("spark.hadoop.fs.s3a.directory.marker.retention", "keep");
        settings.put("spark.hadoop.fs.s3a.fast.upload.buffer", "bytebuffer");
        settings.put("spark.hadoop.fs.s3a.attempts.maximum", "3");
        settings.put("spark.hadoop.fs.s3a.retry.limit", "3");
        return settings;
    }

    private Path logging() throws IOException {
        var file = folder.resolve("log4j2.properties");
        try (InputStream in = SparkProcess.class.getResourceAsStream("log4j2.properties")) {
            if (in == null) {
                throw new IOException("The embedded AWS lacks log4j2.properties: build local/aws again");
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
