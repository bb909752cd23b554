package dev.twospeed.local.model;

import dev.twospeed.local.model.CustomerHistories.Customer;
import dev.twospeed.recommender.event.HistoryItem;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ModelFolder;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.ServingModel;
import dev.twospeed.recommender.serve.History;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Selection;
import dev.twospeed.recommender.table.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers histories of a file from a model in a folder: each customer is folded in, as an event's session is. */
public final class RecommendationFile {
    private static final String HEADER = Csv.row("customer", "rank", "product", "score");
    /** Lists are computed side by side and written in order, this many at a time. */
    private static final int CHUNK = 2_000;

    private final InMemoryRecommender recommender;

    private RecommendationFile(ServingModel model) {
        this.recommender = new InMemoryRecommender(model);
    }

    /**
     * What was answered.
     *
     * @param customers how many lists were written
     * @param unknownProducts how many history rows name a product that the model does not know
     */
    public record Answered(int customers, long unknownProducts) {}

    /**
     * Opens a model.
     *
     * @throws IOException that names the folder if it holds none, or the file that is wrong
     */
    public static RecommendationFile open(Path model) throws IOException {
        if (!Files.exists(model.resolve(ArtifactFiles.MANIFEST))) {
            throw new IOException(model + " holds no model: " + ArtifactFiles.MANIFEST
                    + " is missing; give a folder that model train wrote");
        }
        return new RecommendationFile(ModelReader.open(new ModelFolder(model)).readServingModel());
    }

    /**
     * Writes {@code customer,rank,product,score}: customers in the order of the histories, then those that only have
     * features.
     *
     * @param features file with countries and credit limits, null if there is none
     * @param advance is told of customers
     * @throws dev.twospeed.recommender.table.InvalidTable if a file cannot be used
     */
    public Answered write(Path histories, @Nullable Path features, Path out, Selection selection, Advance advance)
            throws IOException {
        List<Map.Entry<String, Customer>> customers = new ArrayList<>(
                CustomerHistories.read(histories, features).customers().entrySet());
        advance.at(0, customers.size());
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            writer.write(HEADER);
            for (int from = 0; from < customers.size(); from += CHUNK) {
                var chunk = customers.subList(from, Math.min(customers.size(), from + CHUNK));
                var lists = chunk.parallelStream()
                        .map(customer -> recommended(customer.getValue(), selection))
                        .toList();
                for (int i = 0; i < chunk.size(); i++) {
                    write(writer, chunk.get(i).getKey(), lists.get(i));
                }
                advance.at(from + chunk.size(), customers.size());
            }
        }
        long unknown = customers.stream()
                .flatMap(customer -> customer.getValue().products.stream())
                .filter(product -> recommender.model().indexOf(product) < 0)
                .count();
        return new Answered(customers.size(), unknown);
    }

    private List<ScoredProduct> recommended(Customer customer, Selection selection) {
        List<HistoryItem> browsed = customer.products.stream()
                .map(product -> new HistoryItem(product, 1, false))
                .toList();
        History history = History.of(browsed, recommender.model());
        return recommender.recommended(recommender.fold(history, customer.country, customer.creditLimit), selection);
    }

    private static void write(Writer writer, String customer, List<ScoredProduct> list) throws IOException {
        for (int i = 0; i < list.size(); i++) {
            ScoredProduct product = list.get(i);
            writer.write(Csv.row(
                    customer, Integer.toString(i + 1), product.productCode(), Double.toString(product.score())));
        }
    }
}
