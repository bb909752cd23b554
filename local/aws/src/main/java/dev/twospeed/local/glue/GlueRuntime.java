package dev.twospeed.local.glue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Glue 5.0 brings to a job: Spark, Scala and S3A, on a JVM of this machine.
 *
 * @param libraries jars as a class path
 */
record GlueRuntime(String libraries) {
    /** Spark's own list for JDK 17, org.apache.spark.launcher.JavaModuleOptions. */
    static final List<String> MODULES = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.cs=ALL-UNNAMED",
            "--add-opens=java.base/sun.security.action=ALL-UNNAMED",
            "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
            "--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
            "-Djdk.reflect.useDirectMethodHandle=false");

    /**
     * Reads the class path that the module local/glue-runtime wrote.
     *
     * @throws IOException naming what to build when it was not written
     */
    static GlueRuntime open(Path classpathFile) throws IOException {
        if (!Files.exists(classpathFile)) {
            throw new IOException("Glue's class path " + classpathFile + " is missing: run mvn -B -DskipTests package");
        }
        return new GlueRuntime(Files.readString(classpathFile).strip());
    }

    /** A class path of these entries before the libraries. */
    String before(List<Path> entries) {
        return paths(entries) + File.pathSeparator + libraries;
    }

    /** A class path of these entries after the libraries. */
    String after(List<Path> entries) {
        return libraries + File.pathSeparator + paths(entries);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String paths(List<Path> entries) {
        return String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
    }
}
