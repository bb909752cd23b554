package dev.twospeed.local.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.orders.RejectedRows.Reason;
import dev.twospeed.recommender.table.InvalidTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
    private static final String HEADER = "customer,product,quantity,timestamp";

    @TempDir
    Path folder;

    @Test
    void shouldKnowWhatIsOptional_inAnyOrderAndGzipped() throws Exception {
        // given
        var rows = days(20);
        rows.add(
                0,
                "name,unit_price,timestamp,product,customer,quantity,credit_limit,country,city,state,postal_code,"
                        + "product_line,product_name");
        rows.replaceAll(row -> row.startsWith("name") ? row : rearranged(row));
        rows.add("x,2.5,2026-03-01 08:00:00,85123A,u17,6,1000,France,Nantes,,44000,Lights,\"T-light, white\"");
        var file = folder.resolve("orders.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        }

        // when
        var read = OrderFile.read(file);

        // then
        var last = read.orders().get(20);
        assertThat(last.buyer()).isEqualTo(new Buyer(2, "u17", "Nantes", null, "44000", "France", 1000.0));
        assertThat(last.time()).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
        assertThat(last.lines())
                .containsExactly(new Order.Line(new Article("85123A", "T-light, white", "Lights", 2.5), 6, 2.5));
        assertThat(read.rejected().count()).isZero();
        assertThat(read.rejected().rows()).isEqualTo(21);
    }

    @Test
    void shouldPutIntoOneOrder_whatACustomerBuysWithinHalfAnHour() throws Exception {
        var rows = days(20);
        rows.add("17,b,1,2026-03-01T08:29:00");
        rows.add("17,a,1,2026-03-01T08:00:00");
        rows.add("18,a,1,2026-03-01T08:10:00");
        rows.add("17,a,2,2026-03-01T08:58:00");
        rows.add("17,c,1,2026-03-01T09:29:00");

        var orders = OrderFile.read(file(rows)).orders();

        assertThat(orders).hasSize(23);
        assertThat(orders.subList(20, 23))
                .extracting(order -> order.number() + " " + order.buyer().code() + codes(order))
                .containsExactly("21 17 a3.0 b1.0", "22 18 a1.0", "23 17 c1.0");
    }

    @Test
    void shouldCountWhatCannotBeUsed_byReasonWithItsFirstLines() throws Exception {
        // given 93 good rows and 7 others
        var rows = days(93);
        rows.add(1, "17,a,1,yesterday");
        rows.add(3, ",a,1,2026-01-01");
        rows.add(4, ",a,1,2026-01-01");
        rows.add(6, "17,,1,2026-01-01");
        rows.add(8, "17,a,-1,2026-01-01");
        rows.add(9, "17,a,two,2026-01-01");
        rows.add(11, "17,a,1");

        // when
        var rejected = OrderFile.read(file(rows)).rejected();

        // then lines count from the header's, 1
        assertThat(rejected.rows()).isEqualTo(100);
        assertThat(rejected.count()).isEqualTo(7);
        assertThat(rejected.reasons())
                .extracting(reason -> reason.reason() + " " + reason.rows() + " " + rejected.places(reason))
                .containsExactlyInAnyOrder(
                        "TIME 1 line 3",
                        "CUSTOMER 2 lines 5, 6",
                        "PRODUCT 1 line 8",
                        "QUANTITY 2 lines 10, 11",
                        "FIELDS 1 line 13");
    }

    @Test
    void shouldStopWithTheList_whenMoreThanATenthCannotBeUsed() throws Exception {
        var rows = days(50);
        for (var i = 0; i < 6; i++) {
            rows.add("17,a,0,2026-01-01");
        }
        var file = file(rows);

        assertThatThrownBy(() -> OrderFile.read(file))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("of 56 rows 6 have")
                .hasMessageContaining("6  a quantity that is no number above 0: lines 52, 53, 54, 55, 56 and others");
    }

    @Test
    void shouldCountAllItsLines_whenAQuoteLacksItsPartner() throws Exception {
        var rows = days(40);
        rows.add(20, "17,\"a,1,2026-01-01");
        var file = file(rows);

        assertThatThrownBy(() -> OrderFile.read(file))
                .hasMessageContaining("of 41 rows 21 have")
                .hasMessageContaining(Reason.FIELDS.words() + ": lines 22 and others");
    }

    @Test
    void shouldSaySo_whenAColumnOrOrdersAreMissing() throws Exception {
        var noTime = Files.writeString(folder.resolve("a.csv"), "customer,product,quantity\n1,a,1\n");
        var few = file(days(19));

        assertThatThrownBy(() -> OrderFile.read(noTime)).hasMessageContaining("has no column 'timestamp'");
        assertThatThrownBy(() -> OrderFile.read(few)).hasMessageContaining("holds 19 orders: at least 20 are needed");
    }

    @Test
    void shouldKeepNumbersAndCountCodes_asCustomersHaveThem() throws Exception {
        var numbers = OrderFile.read(file(days(20)));
        var rows = days(20);
        rows.add("A-1,a,1,2026-03-01");

        var codes = OrderFile.read(file(rows));

        assertThat(numbers.orders().get(0).buyer().number()).isEqualTo(17);
        assertThat(codes.orders())
                .extracting(order -> order.buyer().code() + " " + order.buyer().number())
                .contains("17 1", "A-1 2");
    }

    /** Orders of one product by customer 17, a day each. */
    private static List<String> days(int count) {
        var rows = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            rows.add("17,a,1," + Instant.parse("2025-06-01T00:00:00Z").plusSeconds(86_400L * i));
        }
        return rows;
    }

    private static String rearranged(String row) {
        var fields = row.split(",", -1);
        return "x,," + fields[3] + "," + fields[1] + "," + fields[0] + "," + fields[2] + ",,,,,,,";
    }

    private static String codes(Order order) {
        var text = new StringBuilder();
        order.lines()
                .forEach(line -> text.append(" ").append(line.article().code()).append(line.quantity()));
        return text.toString();
    }

    private Path file(List<String> rows) throws Exception {
        return Files.writeString(folder.resolve("orders.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
    }
}
