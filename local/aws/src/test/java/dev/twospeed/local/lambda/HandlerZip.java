package dev.twospeed.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Compiles a handler and packs it as a deployment package. */
final class HandlerZip {
    private HandlerZip() {}

    /**
     * Makes a zip with one class, {@code example.Handler}.
     *
     * @param members what is between the braces of the class
     */
    static Path of(Path folder, String name, String classpath, String members) {
        return of(folder, name, classpath, members, Map.of());
    }

    /** As above, with more files, such as {@code lib/some.jar}. */
    static Path of(Path folder, String name, String classpath, String members, Map<String, byte[]> more) {
        try {
            var source = folder.resolve(name).resolve("example/Handler.java");
            Files.createDirectories(source.getParent());
            Files.writeString(
                    source,
                    "package example; import java.io.*; import java.util.*;"
                            + "import com.amazonaws.services.lambda.runtime.*; public class Handler {" + members + "}");
            var javac = ToolProvider.getSystemJavaCompiler();
            var failures =
                    javac.run(null, null, null, "--release", "17", "-proc:none", "-cp", classpath, source.toString());
            assertThat(failures).isZero();
            var zip = folder.resolve(name + ".zip");
            try (var out = new ZipOutputStream(Files.newOutputStream(zip));
                    var classes = Files.list(source.getParent())) {
                for (var file :
                        classes.filter(f -> f.toString().endsWith(".class")).toList()) {
                    add(out, "example/" + file.getFileName(), Files.readAllBytes(file));
                }
                for (var entry : more.entrySet()) {
                    add(out, entry.getKey(), entry.getValue());
                }
            }
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar with one text resource. */
    static byte[] jar(String resource, String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            add(out, resource, text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** A handler of a map, whose body may use {@code event} and {@code context}. */
    static String mapHandler(String body) {
        return String.join(
                "\n",
                List.of(
                        "public Object handle(Map<String, Object> event, Context context) throws Exception {",
                        body,
                        "}"));
    }
}
