package dev.twospeed.glue.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.glue.training.TrainingData.Customer;
import dev.twospeed.recommender.model.Product;
import dev.twospeed.recommender.table.InvalidTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldNumberCustomersAndProductsInOrderOfTheirIds_whateverTheOrderOfTheRows() throws IOException {
        TrainingData data = read("customer,product", "b,Q", "a,R", "b,P");

        assertThat(data.customers()).extracting(Customer::id).containsExactly("a", "b");
        assertThat(data.products()).extracting(Product::code).containsExactly("P", "Q", "R");
        assertThat(histories(data)).containsExactly(List.of(2), List.of(0, 1));
        assertThat(data.times()).isNull();
    }

    @Test
    void shouldCountAPairOnce_atItsFirstTime() throws IOException {
        TrainingData data = read(
                "customer,product,timestamp",
                "a,Q,2026-01-03",
                "a,P,1767398400",
                "a,Q,2026-01-02T00:00:00",
                "a,Q,2026-01-04");

        assertThat(histories(data)).containsExactly(List.of(0, 1));
        assertThat(data.times()).containsExactly(1767398400_000L, 1767312000_000L);
    }

    @Test
    void shouldTakeOneTime_howeverItIsWritten() throws IOException {
        TrainingData data = read(
                "customer,product,timestamp",
                "a,A,2026-01-02 03:04:05",
                "a,B,2026-01-02T03:04:05Z",
                "a,C,2026-01-02T05:04:05+02:00",
                "a,D,1767323045",
                "a,E,1767323045000");

        assertThat(data.times()).containsOnly(1767323045_000L);
    }

    @Test
    void shouldLeaveOutRowsThatSayNothing() throws IOException {
        TrainingData data =
                read("customer,product,quantity", "a,P,2", "a,Q,-3", "a,R,NaN", "a,S,0", ",P,1", "b,,1", "c,P,");

        assertThat(data.customers()).extracting(Customer::id).containsExactly("a", "c");
        assertThat(data.products()).extracting(Product::code).containsExactly("P");
    }

    @Test
    void shouldKnowFeatures_andIgnoreAmountsThatAreNone() throws IOException {
        TrainingData data =
                read("customer,product,country,credit_limit", "a,P,,NaN", "a,Q,France,1000", "b,P,,-5", "c,P,Spain,");

        assertThat(data.customers())
                .containsExactly(
                        new Customer("a", "France", 1000.0),
                        new Customer("b", null, null),
                        new Customer("c", "Spain", null));
    }

    @Test
    void shouldNameFileAndRow_whenAValueCannotBeUnderstood() {
        assertThatThrownBy(() -> read("customer,product,quantity", "a,P,1", "a,Q,many"))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("interactions.csv row 3: 'many' is no number");
        assertThatThrownBy(() -> read("customer,product,timestamp", "a,P,yesterday"))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("row 2: 'yesterday' is no time, as in");
    }

    @Test
    void shouldSaySo_whenThereIsNoInteraction() {
        assertThatThrownBy(() -> read("customer,product,quantity", "a,P,-1"))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("holds no interaction")
                .hasMessageContaining("1 rows ignored");
        assertThatThrownBy(() -> read("customer,product"))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("holds no interaction");
    }

    private TrainingData read(String... lines) throws IOException {
        return InteractionFile.read(Files.write(folder.resolve("interactions.csv"), List.of(lines)));
    }

    private static List<List<Integer>> histories(TrainingData data) {
        List<List<Integer>> histories = new ArrayList<>();
        for (int customer = 0; customer < data.histories().rows(); customer++) {
            List<Integer> history = new ArrayList<>();
            for (int product : data.histories().row(customer)) {
                history.add(product);
            }
            histories.add(history);
        }
        return histories;
    }
}
