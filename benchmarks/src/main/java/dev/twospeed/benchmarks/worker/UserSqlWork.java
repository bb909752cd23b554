package dev.twospeed.benchmarks.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.handlers.answer.ModelKey;
import dev.twospeed.handlers.answer.VectorSearch;
import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.database.Query;
import dev.twospeed.handlers.environment.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The question of {@code GET /items_from_user} to the database alone: one prepared statement on one connection. */
final class UserSqlWork implements Work {
    private static final int LIST = 10;

    private final PreparedStatement select;
    private final List<String> customers;

    private UserSqlWork(PreparedStatement select, List<String> customers) {
        this.select = select;
        this.customers = customers;
    }

    static UserSqlWork open(Path folder) throws SQLException, IOException {
        Login login = Login.of(Environment.ofProcess(), Duration.ofMinutes(1));
        ModelKey model = new VectorSearch(new ConnectionPool(login))
                .activeModel(Duration.ofMinutes(1))
                .orElseThrow();
        PreparedStatement select = login.connect().prepareStatement(Query.named("items_from_user"));
        select.setInt(1, model.modelId());
        select.setInt(3, model.modelId());
        select.setInt(4, LIST);
        List<String> customers = new ArrayList<>();
        for (byte[] request : new Batches(folder).of(1)) {
            customers.add(new ObjectMapper()
                    .readTree(request)
                    .at("/queryStringParameters/customer_number")
                    .asText());
        }
        return new UserSqlWork(select, customers);
    }

    private int ask(int call) throws IOException {
        try {
            select.setString(2, customers.get(call % customers.size()));
            int rows = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows++;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IOException("asking the database alone failed", e);
        }
    }

    @Override
    public void call(int size, int call) throws IOException {
        ask(call);
    }

    @Override
    public void check(int size) throws IOException {
        if (ask(0) != LIST) {
            throw new IllegalStateException("the database answered another number of items than " + LIST);
        }
    }
}
