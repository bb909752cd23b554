package dev.twospeed.local.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure how fast the functions are on this machine: JMH, and the packaged functions against the real PostgreSQL.",
            "Figures stand beside what bounds them; see docs/benchmarks.md."
        },
        footer = {"  ./twospeed bench --quick", "  ./twospeed bench --only recall,start --out /tmp/bench"})
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "Few short rounds, and only the sizes that docs/benchmarks.md sets bars for.")
    boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these topics: micro, transform, stream, inference, loader, largest, recall, start.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "target/bench",
            description = "Where results.json and the plots go (default: ${DEFAULT-VALUE}).")
    Path out;

    @Option(names = "--docs", description = "Also write the tables and plots of docs/benchmarks.md.")
    boolean docs;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = out.toAbsolutePath();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError("--out is " + out + ", which is a file: name a folder");
        }
        var module = Main.root().resolve("benchmarks");
        var classpath = module.resolve("target/classpath");
        if (!Files.exists(classpath)) {
            throw new UserError("The benchmarks are not built: run mvn -B -DskipTests package");
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dtwospeed.root=" + Main.root(),
                "-cp",
                module.resolve("target/twospeed-benchmarks-0.1.0.jar")
                        + File.pathSeparator
                        + Files.readString(classpath).strip(),
                "dev.twospeed.benchmarks.Main",
                quick ? "quick" : "full",
                docs ? "docs" : "figures",
                folder.toString()));
        command.addAll(only);
        // The databases of the benchmarks live below the module's target.
        return new ProcessBuilder(command)
                .directory(module.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }
}
