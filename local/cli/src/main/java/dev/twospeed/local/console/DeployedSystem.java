package dev.twospeed.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.InferenceApi;
import dev.twospeed.local.cloud.Loader;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.watch.Vitals;
import dev.twospeed.local.watch.Watcher;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** What two stacks deployed: watched through CloudWatch, asked through the inference URL, its products read by the loader. */
public final class DeployedSystem implements Watched, AutoCloseable {
    /** The loader answers with no more rows. */
    private static final String PRODUCTS = "select product_code from item_embedding join active_model using (model_id)"
            + " order by product_code limit 1000";

    private final Watcher watcher;
    private final LambdaClient lambda;
    private final Loader loader;
    private final InferenceApi inference;

    /**
     * Uses what these stacks deployed.
     *
     * @param minutes how far back it looks, 1 to 180
     */
    public DeployedSystem(
            String environment, StackOutputs vectorDb, StackOutputs streaming, AwsClients clients, int minutes) {
        this.watcher = new Watcher(environment, vectorDb, streaming, clients, minutes);
        this.lambda = clients.lambda();
        this.loader = new Loader(lambda, vectorDb.text("loaderFunctionName"));
        this.inference = clients.inference(URI.create(streaming.text("inferenceUrl")));
    }

    @Override
    public Vitals look() {
        return watcher.look();
    }

    @Override
    public List<String> products() {
        return StreamSupport.stream(loader.sql(PRODUCTS).path("rows").spliterator(), false)
                .map(row -> row.path(0).asText())
                .toList();
    }

    @Override
    public JsonNode recommend(JsonNode event, int k) throws IOException {
        return inference.recommend(event, k);
    }

    @Override
    public void close() {
        watcher.close();
        lambda.close();
    }
}
