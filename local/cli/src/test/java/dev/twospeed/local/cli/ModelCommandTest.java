package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.recommender.model.FeaturePrior;
import dev.twospeed.recommender.model.FloatMatrix;
import dev.twospeed.recommender.model.FoldInParameters;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelWriter;
import dev.twospeed.recommender.model.Neighbours;
import dev.twospeed.recommender.model.Product;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void shouldRecommendInTheOrderOfTheHistories_thenFromFeaturesAlone() throws IOException {
        model();
        file("histories.csv", "customer,product", "z,A", "z,nonsense", "a,C");
        file("customers.csv", "customer,country,credit_limit", "new,France,", "z,Spain,1000");

        assertThat(recommend("--customers", path("customers.csv"))).isZero();

        assertThat(Files.readAllLines(folder.resolve("lists.csv")))
                .extracting(line -> line.substring(0, line.lastIndexOf(',')))
                .containsExactly(
                        "customer,rank,product",
                        "z,1,B",
                        "z,2,\"C,\"\"ü\"\"\"",
                        "a,1,A",
                        "a,2,\"C,\"\"ü\"\"\"",
                        "new,1,\"C,\"\"ü\"\"\"",
                        "new,2,B");
        assertThat(err.toString()).contains("3 customers, 2 rows of histories name products that the model does not");
    }

    @Test
    void shouldRecommendWhatIsKnownToo_whenAskedFor() throws IOException {
        model();
        file("histories.csv", "customer,product", "z,A");

        assertThat(recommend("--include-seen")).isZero();

        assertThat(Files.readAllLines(folder.resolve("lists.csv"))).anyMatch(line -> line.startsWith("z,2,A,"));
    }

    @Test
    void shouldShowWhatIsInAModel_forPeopleAndPrograms() throws IOException {
        model();

        assertThat(run("model", "inspect", "--model", path("model"), "--products", "2"))
                .isZero();
        assertThat(out.toString())
                .startsWith("model ")
                .contains("3 products", "rank 2", "iterations", "0.2000   0.1000 to 0.3000", "  A ");
        out.getBuffer().setLength(0);
        assertThat(run("model", "inspect", "--model", path("model"), "--json")).isZero();

        JsonNode inspected = new ObjectMapper().readTree(out.toString());
        assertThat(inspected.at("/items").asInt()).isEqualTo(3);
        assertThat(inspected.at("/products")).hasSize(3);
        assertThat(inspected.at("/products/0/product").asText()).isEqualTo("A");
        assertThat(inspected.at("/products/0/similar/B").asDouble()).isEqualTo(0.5);
        assertThat(inspected.at("/metrics/model_recall_at_10/low").asDouble()).isEqualTo(0.1);
        assertThat(inspected.at("/hyperparameters/iterations").asDouble()).isEqualTo(8);
        assertThat(inspected.at("/norms/least").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(inspected.at("/norms/median").asDouble());
        assertThat(run("model", "inspect", "--model", path("nowhere"))).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere holds no model").doesNotContain("\tat ");
    }

    @Test
    void shouldMeasure_whateverTheOrderOfTheRows() throws IOException {
        file("lists.csv", "customer,rank,product,score", "a,2,Q,1", "a,1,P,2", "b,1,P,1", "c,1,P,1");
        file("truth.csv", "customer,product", "a,P", "a,R", "b,Q", "d,P");

        assertThat(run(
                        "model",
                        "evaluate",
                        "--recommendations",
                        path("lists.csv"),
                        "--truth",
                        path("truth.csv"),
                        "--k",
                        "2",
                        "--catalogue-size",
                        "4",
                        "--json"))
                .isZero();

        JsonNode measured = new ObjectMapper().readTree(out.toString());
        assertThat(measured.at("/customers").asInt()).isEqualTo(3);
        assertThat(measured.at("/recall/mean").asDouble()).isEqualTo(0.5 / 3);
        // a's first of two is a hit: 1 of 1 + 1/log2(3).
        assertThat(measured.at("/ndcg/mean").asDouble()).isEqualTo(1 / (1 + Math.log(2) / Math.log(3)) / 3);
        assertThat(measured.at("/hit_rate/mean").asDouble()).isEqualTo(1.0 / 3);
        assertThat(measured.at("/coverage").asDouble()).isEqualTo(0.5);
        assertThat(measured.at("/customers_without_recommendations").asInt()).isEqualTo(1);
        assertThat(measured.at("/customers_without_truth").asInt()).isEqualTo(1);
        assertThat(measured.at("/recall/low").asDouble())
                .isLessThanOrEqualTo(measured.at("/recall/high").asDouble());
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong_whenFilesOrOptionsAre() throws IOException {
        file("empty.csv");
        file("other.csv", "user,item", "1,2");
        file("fine.csv", "customer,product", "1,2");
        file("ranks.csv", "customer,rank,product", "1,first,2");

        assertThat(failure("model", "train", "--interactions", path("none.csv"), "--out", path("m")))
                .contains("none.csv does not exist");
        assertThat(failure("model", "train", "--interactions", path("empty.csv"), "--out", path("m")))
                .contains("empty.csv is empty");
        assertThat(failure("model", "train", "--interactions", path("other.csv"), "--out", path("m")))
                .contains("no column 'customer': its header is 'user,item'");
        assertThat(failure("model", "train", "--interactions", path("fine.csv"), "--out", path("m"), "--rank", "0"))
                .contains("--rank is 0: give a number from 1 to 128");
        assertThat(failure(
                        "model",
                        "recommend",
                        "--model",
                        path("m"),
                        "--histories",
                        path("fine.csv"),
                        "--out",
                        path("l")))
                .contains("holds no model");
        assertThat(failure("model", "evaluate", "--recommendations", path("ranks.csv"), "--truth", path("fine.csv")))
                .contains("ranks.csv row 2: rank 'first' is no whole number");
    }

    @Test
    void shouldRefuseWithTwo_whenItIsNotSaidWhatToDo() {
        assertThat(run("model")).isEqualTo(2);
        assertThat(run("model", "train")).isEqualTo(2);
    }

    private String failure(String... line) {
        err.getBuffer().setLength(0);
        assertThat(run(line)).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString();
    }

    private int recommend(String... more) {
        List<String> line = new ArrayList<>(List.of(
                "model",
                "recommend",
                "--model",
                path("model"),
                "--histories",
                path("histories.csv"),
                "--out",
                path("lists.csv"),
                "--k",
                "2"));
        Collections.addAll(line, more);
        return run(line.toArray(new String[0]));
    }

    private int run(String... line) {
        var command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void file(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    /** Three products; B is a neighbour of A, whose embeddings are alike; France likes C. */
    private void model() throws IOException {
        ModelWriter writer = new ModelWriter(new ModelFolder(folder.resolve("model")), 2);
        FloatMatrix factors = new FloatMatrix(3, 2, new float[] {1, 0, 0.9f, 0.1f, 0, 1});
        writer.writeItems(
                List.of(new Product("A", "", 3), new Product("B", "", 1), new Product("C,\"ü\"", "", 2)),
                factors,
                new Neighbours(new int[] {0, 1, 2, 2}, new int[] {1, 0}, new float[] {0.5f, 0.5f}));
        writer.writeUsers(Collections.emptyIterator());
        writer.writeFoldIn(new FoldInParameters(
                2,
                3,
                0.1,
                0.1,
                1,
                0.3,
                factors.gram(),
                factors.covariance(),
                new FeaturePrior(
                        new double[] {0.1, 0.1},
                        Map.of("France", new double[] {0, 1}),
                        new double[2],
                        new double[2],
                        0,
                        1)));
        writer.publish(
                "test",
                "test",
                Map.of("model_recall_at_10", 0.2, "model_recall_at_10_low", 0.1, "model_recall_at_10_high", 0.3),
                Map.of("iterations", 8.0));
    }
}
