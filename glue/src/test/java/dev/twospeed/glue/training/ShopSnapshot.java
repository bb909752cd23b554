package dev.twospeed.glue.training;

import dev.twospeed.recommender.sample.SampleShop;
import dev.twospeed.recommender.sample.ShopCustomer;
import dev.twospeed.recommender.sample.ShopOrder;
import dev.twospeed.recommender.sample.ShopProduct;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Snapshots as the ETL job writes them, of made-up interactions. */
final class ShopSnapshot {
    private static final StructType SCHEMA = new StructType()
            .add("customerNumber", DataTypes.IntegerType)
            .add("country", DataTypes.StringType)
            .add("creditLimit", DataTypes.DoubleType)
            .add("productCode", DataTypes.StringType)
            .add("productLine", DataTypes.StringType);

    private ShopSnapshot() {}

    /** Writes a shop's orders as one snapshot and returns a catalog that knows it. */
    static RegisteredSnapshots of(SampleShop shop, SparkSession spark, Path folder) {
        Map<Integer, ShopCustomer> customers =
                shop.customers().stream().collect(Collectors.toMap(ShopCustomer::customerNumber, Function.identity()));
        Map<String, ShopProduct> products =
                shop.products().stream().collect(Collectors.toMap(ShopProduct::productCode, Function.identity()));
        List<Row> rows = new ArrayList<>();
        for (ShopOrder order : shop.orders()) {
            ShopCustomer customer = customers.get(order.customerNumber());
            for (ShopOrder.Line line : order.lines()) {
                rows.add(RowFactory.create(
                        customer.customerNumber(),
                        customer.country(),
                        customer.creditLimit().doubleValue(),
                        line.productCode(),
                        products.get(line.productCode()).productLine()));
            }
        }
        return of(rows, spark, folder);
    }

    /** Writes rows (customer number, country, credit limit, product code, product line) as one snapshot. */
    static RegisteredSnapshots of(List<Row> rows, SparkSession spark, Path folder) {
        String location = folder.resolve("snapshot=20260101T000000Z").toUri().toString();
        spark.createDataFrame(rows, SCHEMA).write().parquet(location);
        return () -> Optional.of(new RegisteredSnapshot("20260101T000000Z", location));
    }
}
