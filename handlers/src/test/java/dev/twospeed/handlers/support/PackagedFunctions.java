package dev.twospeed.handlers.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** An unpacked zip of functions, each call in a JVM of its own with nothing else on the class path. */
public final class PackagedFunctions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path task;

    private PackagedFunctions(Path task) {
        this.task = task;
    }

    /** Unpacks a zip that the build made. */
    public static PackagedFunctions of(String name, Path folder) throws IOException {
        Path task = folder.resolve("task");
        Path zip = Path.of(System.getProperty("twospeed.root"), "handlers", "target", name);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = task.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        return new PackagedFunctions(task);
    }

    /** Where it is unpacked. */
    public Path task() {
        return task;
    }

    /** The names of the libraries. */
    public List<String> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(task.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }

    /** Calls a handler with an event and these variables; fails with its log if it fails. */
    public JsonNode invoke(String handler, String event, Map<String, String> environment) throws Exception {
        Path answer = Files.createTempFile(task.getParent(), "answer", ".json");
        String testClasses = Path.of(InvokeOnce.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(File.pathSeparator, task.toString(), task.resolve("lib") + "/*", testClasses),
                InvokeOnce.class.getName(),
                handler,
                answer.toString());
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().putAll(environment);
        command.redirectErrorStream(true);
        Process process = command.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(event.getBytes(StandardCharsets.UTF_8));
        }
        String log;
        try (InputStream stdout = process.getInputStream()) {
            log = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        }
        System.out.println(log);
        assertThat(process.waitFor()).as(log).isZero();
        return JSON.readTree(Files.readAllBytes(answer));
    }

    /** As much of Secrets Manager as answers with one secret. */
    public static HttpServer secrets(String secret) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] answer = JSON.writeValueAsBytes(Map.of("SecretString", secret));
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        return server;
    }
}
