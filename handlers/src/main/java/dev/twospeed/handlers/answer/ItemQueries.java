package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.ConnectionPool;
import dev.twospeed.handlers.database.Query;
import dev.twospeed.recommender.event.ScoredProduct;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Single questions to the vector database, each one round trip. */
public final class ItemQueries {
    private final ConnectionPool database;
    private final String userEmbedding = Query.named("user_embedding");
    private final String itemsFromUser = Query.named("items_from_user");
    private final String itemsFromItem = Query.named("items_from_item");

    /** Questions through the connection of this search. */
    public ItemQueries(VectorSearch search) {
        this.database = search.database();
    }

    /** The embedding of a customer, none if the model does not know the customer. */
    public Optional<Float[]> userEmbedding(ModelKey model, String customer, Duration timeout) throws SQLException {
        return database.ask(timeout, connection -> {
            try (PreparedStatement select = connection.prepareStatement(userEmbedding)) {
                select.setInt(1, model.modelId());
                select.setString(2, customer);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of((Float[]) row.getArray(1).getArray()) : Optional.empty();
                }
            }
        });
    }

    /** The products of greatest inner product with a customer's embedding; empty if the model does not know the customer. */
    public List<ScoredProduct> itemsFromUser(ModelKey model, String customer, int length, Duration timeout)
            throws SQLException {
        return database.ask(timeout, connection -> {
            try (PreparedStatement select = connection.prepareStatement(itemsFromUser)) {
                select.setInt(1, model.modelId());
                select.setString(2, customer);
                select.setInt(3, model.modelId());
                select.setInt(4, length);
                return products(select);
            }
        });
    }

    /** The products most similar to a product; empty if the model knows none. */
    public List<ScoredProduct> itemsFromItem(ModelKey model, String productCode, int length, Duration timeout)
            throws SQLException {
        return database.ask(timeout, connection -> {
            try (PreparedStatement select = connection.prepareStatement(itemsFromItem)) {
                select.setInt(1, model.modelId());
                select.setString(2, productCode);
                select.setInt(3, length);
                return products(select);
            }
        });
    }

    private static List<ScoredProduct> products(PreparedStatement select) throws SQLException {
        List<ScoredProduct> products = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                products.add(new ScoredProduct(row.getString(1), row.getFloat(2)));
            }
        }
        return products;
    }
}
