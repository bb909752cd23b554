package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training's own JVM, with the jobs' jar and Glue's class path. */
class ModelTrainIT {
    private static final Path ROOT = Path.of(System.getProperty("twospeed.root"));

    @TempDir
    Path folder;

    @Test
    void shouldTrainAModelThatRecommends_fromAFileAlone() throws Exception {
        // Two kinds of customers: those who buy even products and those who buy odd ones.
        List<String> rows = new ArrayList<>(List.of("customer,product,country"));
        for (int customer = 0; customer < 60; customer++) {
            for (int product = 0; product < 20; product++) {
                if (product % 2 == customer % 2 && (customer + product) % 5 != 0) {
                    rows.add("c" + customer + ",P" + product + "," + (customer % 2 == 0 ? "Spain" : "France"));
                }
            }
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("orders.csv.gz")))) {
            out.write(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("histories.csv"), List.of("customer,product", "new,P2", "new,P4"));
        Files.write(folder.resolve("customers.csv"), List.of("customer,country,credit_limit", "other,France,1000"));
        Files.write(folder.resolve("truth.csv"), List.of("customer,product", "new,P6", "new,P7"));
        var reader = Reader.in(ROOT).withFilesIn(folder);

        reader.does("./twospeed model train --interactions orders.csv.gz --out model --rank 32 --seed 11");
        assertThat(model().rank()).isEqualTo(32);
        reader.does("./twospeed model train --interactions orders.csv.gz --out model");
        assertThat(model().rank()).isEqualTo(64);
        assertThat(model().users()).isEqualTo(60);

        assertThat(reader.does("./twospeed model inspect --model model")).contains("20 products", "rank 64");
        assertThat(reader.does("./twospeed model inspect --model model --products 20 --json"))
                .contains("\"items\" : 20");
        reader.does("./twospeed model recommend --model model --histories histories.csv --out lists.csv");
        assertThatLikesAreRecommended();
        reader.does("./twospeed model recommend --model model --histories histories.csv --k 20 --out lists.csv");
        assertThatLikesAreRecommended();
        reader.does("./twospeed model recommend --model model --histories histories.csv --customers customers.csv"
                + " --k 10 --out lists.csv");
        assertThatLikesAreRecommended();
        reader.does("./twospeed model recommend --model model --histories histories.csv --customers customers.csv"
                + " --k 20 --out lists.csv");
        assertThat(Files.readAllLines(folder.resolve("lists.csv"))).anyMatch(line -> line.startsWith("other,1,"));
        assertThat(reader.does("./twospeed model evaluate --recommendations lists.csv --truth truth.csv"))
                .contains("at 20", "recall");
        assertThat(reader.does("./twospeed model evaluate --recommendations lists.csv --truth truth.csv --k 20"))
                .contains("at 20", "recall");
        assertThat(reader.does("./twospeed model evaluate --recommendations lists.csv --truth truth.csv --k 10 --json"))
                .contains("\"k\" : 10", "\"recall\"");
        assertThat(reader.does("./twospeed model train --help")).contains("Usage: twospeed model train");
    }

    private Manifest model() throws IOException {
        return ModelReader.open(new ModelFolder(folder.resolve("model"))).manifest();
    }

    private void assertThatLikesAreRecommended() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("lists.csv")))
                .filteredOn(line -> line.matches("new,[1-5],.*"))
                .hasSize(5)
                .allMatch(line -> Integer.parseInt(line.split(",", -1)[2].substring(1)) % 2 == 0);
    }

    @Test
    void shouldEndWithOne_whenTheFileCannotBeUsed() throws IOException {
        Files.write(folder.resolve("orders.csv"), List.of("customer,product,timestamp", "c,P,yesterday"));

        assertThat(run("train", "--interactions", path("orders.csv"), "--out", path("model")))
                .isEqualTo(1);
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void shouldLeaveNothingBehind_whenInterrupted() throws Exception {
        // given a training that is busy
        var rows = new ArrayList<>(List.of("customer,product"));
        for (var customer = 0; customer < 3_000; customer++) {
            for (var i = 0; i < 20; i++) {
                rows.add("C" + customer + ",P" + (customer * 7 + i * i) % 997);
            }
        }
        Files.write(folder.resolve("orders.csv"), rows);
        var temporary = Files.createDirectory(folder.resolve("temporary"));
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dtwospeed.root=" + System.getProperty("twospeed.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "model",
                "train",
                "--interactions",
                path("orders.csv"),
                "--out",
                path("model"));
        var training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("training.log").toFile())
                .start();
        while (!training.waitFor(50, TimeUnit.MILLISECONDS) && !isBusy(temporary)) {
            assertThat(training.isAlive()).isTrue();
        }
        var spark = training.children().toList();

        // when
        training.destroy();
        training.waitFor();

        // then
        assertThat(Files.readString(folder.resolve("training.log"))).doesNotContain("Exception");
        assertThat(spark).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        try (var left = Files.list(temporary)) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("twospeed-spark")))
                    .isEmpty();
        }
    }

    /** Whether Spark has a file among its temporary ones. */
    private static boolean isBusy(Path temporary) throws IOException {
        try (var files =
                Files.find(temporary, 3, (file, attributes) -> file.toString().contains("blockmgr"))) {
            return files.findAny().isPresent();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int run(String... line) {
        List<String> command = new ArrayList<>(List.of("model"));
        command.addAll(List.of(line));
        return Main.commandLine().execute(command.toArray(new String[0]));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
