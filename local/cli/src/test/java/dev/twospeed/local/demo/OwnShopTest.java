package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.orders.OrderFile;
import dev.twospeed.local.report.Report.LeftOut;
import dev.twospeed.local.report.Report.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnShopTest {
    @TempDir
    Path folder;

    @Test
    void shouldAccountForEachRow_whenSomeAreLeftOutMergedOrHeldOut() throws Exception {
        // given 40 orders of two lines, one of which names its product twice, and two rows without a customer
        var rows = new ArrayList<String>(List.of("customer,product,quantity,timestamp"));
        for (var day = 10; day < 30; day++) {
            for (var customer = 1; customer <= 2; customer++) {
                rows.add(customer + ",a,1,2026-01-" + day + "T08:00:00");
                rows.add(customer + ",p" + day + ",1,2026-01-" + day + "T08:00:00");
            }
        }
        rows.add("1,a,5,2026-01-10T08:10:00");
        rows.add(",a,1,2026-01-10T08:00:00");
        rows.add(",a,1,2026-01-10T08:00:00");
        var file = folder.resolve("orders.csv");
        Files.write(file, rows);

        // when
        var shop = new OwnShop(OrderFile.read(file), 10);

        // then every row is used or has a reason; the newest tenth are 4 orders
        assertThat(shop.rows())
                .containsExactly(
                        new Rows(
                                "read " + OrderFile.read(file).source() + ": rows",
                                83,
                                81,
                                List.of(new LeftOut("no customer", 2, "lines 83, 84"))),
                        new Rows(
                                "fill the shop's database: order lines",
                                81,
                                72,
                                List.of(
                                        new LeftOut("of the newest orders, held out to be streamed", 8, ""),
                                        new LeftOut("a product again in its order, added up", 1, ""))));
        // 36 orders are of two customers, who buy a over and over and each other product once
        assertThat(shop.orderLines()).isEqualTo(new Shop.OrderLines(72, 38));
    }
}
