package dev.twospeed.local.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Glue's step before a Scala job: the entry script is compiled against Glue's libraries and the job's jars. */
final class ScalaCompiler {
    private static final int LIMIT_SECONDS = 120;

    private final GlueRuntime runtime;

    ScalaCompiler(GlueRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Compiles a script into a folder.
     *
     * @throws JobFailed with the compiler's own words when it does not compile
     */
    void compile(Path script, List<Path> jars, Path folder) throws IOException, InterruptedException {
        var log = Files.createTempFile(folder.getParent(), "compiler", ".log");
        try {
            var compiler = new ProcessBuilder(
                            GlueRuntime.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xss4m",
                            "-Xmx512m",
                            "-cp",
                            runtime.libraries(),
                            "scala.tools.nsc.Main",
                            "-classpath",
                            runtime.before(jars),
                            "-d",
                            folder.toString(),
                            script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                if (!compiler.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new JobFailed(
                            "Compilation of " + script.getFileName() + " took more than " + LIMIT_SECONDS + " seconds");
                }
            } finally {
                compiler.destroyForcibly();
            }
            if (compiler.exitValue() != 0) {
                throw new JobFailed(
                        "Compilation failed: " + Files.readString(log).strip());
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
