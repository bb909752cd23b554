package dev.twospeed.local.lambda;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * AWS's Java runtime interface client on this machine.
 *
 * @param libraries its jars, as a class path
 * @param nativeLibrary its HTTP client, unpacked to a place of our own: left alone, each JVM unpacks it to one fixed
 *     path and they trip over each other
 */
record LambdaRuntime(String libraries, Path nativeLibrary) {
    static final String NATIVE_LIBRARY_OPTION =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

    /**
     * Reads the class path that the module local/lambda-runtime wrote, and unpacks the native library.
     *
     * @throws IOException naming what to build when it was not written
     */
    static LambdaRuntime open(Path classpathFile, Path folder) throws IOException {
        if (!Files.exists(classpathFile)) {
            throw new IOException(
                    "The Lambda runtime's class path " + classpathFile + " is missing: run mvn -B -DskipTests package");
        }
        var libraries = Files.readString(classpathFile).strip();
        var resource = "jni/libaws-lambda-jni.linux-" + processor() + ".so";
        var library = folder.resolve("runtime")
                .resolve(Path.of(resource).getFileName().toString());
        if (!Files.exists(library)) {
            Files.createDirectories(library.getParent());
            var temporary = Files.createTempFile(library.getParent(), "jni", ".tmp");
            try (var loader = new URLClassLoader(urls(libraries), null);
                    var in = loader.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IOException("The Lambda runtime has no native library for this machine (" + resource
                            + "); functions run on Linux x86-64 and arm64 only");
                }
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                Files.move(temporary, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return new LambdaRuntime(libraries, library);
    }

    private static URL[] urls(String classpath) throws IOException {
        var files = classpath.split(File.pathSeparator, -1);
        var urls = new URL[files.length];
        for (var i = 0; i < files.length; i++) {
            urls[i] = Path.of(files[i]).toUri().toURL();
        }
        return Arrays.copyOf(urls, urls.length);
    }

    private static String processor() {
        var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "aarch_64" : "x86_64";
    }
}
