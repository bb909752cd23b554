package dev.twospeed.recommender.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
    @TempDir
    Path folder;

    @Test
    void shouldFindColumnsByName_whateverTheirOrderAndWhatElseThereIs() throws IOException {
        assertThat(customersAndProducts(file("price,product,customer\n1.5,P1,c1\n2,P2,c2\n")))
                .containsExactly("c1 P1", "c2 P2");
    }

    @Test
    void shouldKeepCommasQuotesAndLetters_whenFieldsAreQuoted() throws IOException {
        assertThat(customersAndProducts(file("customer,product\nç,\"S10,\"\"1\"\" ü\"\n日本,Ω\n")))
                .containsExactly("ç S10,\"1\" ü", "日本 Ω");
    }

    @Test
    void shouldReadTheSame_whenLinesEndAsOnWindowsOrAByteOrderMarkIsThere() throws IOException {
        assertThat(customersAndProducts(file("\uFEFFcustomer,product\r\nc1,P1\r\n\r\nc2,P2")))
                .containsExactly("c1 P1", "c2 P2");
    }

    @Test
    void shouldReadTheSame_whenTheFileIsGzipped() throws IOException {
        Path zipped = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("customer,product\nc1,P1\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(customersAndProducts(zipped)).containsExactly("c1 P1");
    }

    @Test
    void shouldSayWhatTheHeaderIs_whenAColumnIsMissing() throws IOException {
        Path file = file("user,product\nc1,P1\n");

        assertThatThrownBy(() -> customersAndProducts(file))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no column 'customer': its header is 'user,product'");
    }

    @Test
    void shouldNameTheRow_whenItHasAnotherNumberOfFields() throws IOException {
        Path file = file("customer,product\nc1,P1\nc2,S10,2\n");

        assertThatThrownBy(() -> customersAndProducts(file))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("row 3: has 3 fields where the header has 2");
    }

    @Test
    void shouldSaySo_whenTheFileIsEmptyOrMissingOrNotUtf8OrHasAColumnTwice() throws IOException {
        Path latin = Files.write(
                folder.resolve("latin.csv"), "customer,product\nc1,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        Path empty = file("");
        Path twice = Files.writeString(folder.resolve("twice.csv"), "customer,customer\n");

        assertThatThrownBy(() -> CsvTable.open(empty))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> CsvTable.open(folder.resolve("none.csv")))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("none.csv does not exist");
        assertThatThrownBy(() -> customersAndProducts(latin))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> CsvTable.open(twice))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("has a column twice");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), content);
    }

    private static List<String> customersAndProducts(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (CsvTable table = CsvTable.open(file)) {
            int customer = table.column("customer");
            int product = table.column("product");
            while (table.next()) {
                rows.add(table.text(customer) + " " + table.text(product));
            }
        }
        return rows;
    }
}
