package dev.twospeed.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The sample shop's database, filled by the seeding function in its network; docs/functions.md says what that answers. */
public final class SampleSource {
    private final FunctionCall function;

    /** Talks to the seeding function of this name. */
    public SampleSource(LambdaClient lambda, String function) {
        this.function = new FunctionCall(lambda, function);
    }

    /**
     * Fills the database with a shop, or does nothing when that one is there.
     *
     * @param replace whether another sample shop may be there and make room
     * @throws IllegalStateException with what the function says if it refuses or fails
     */
    public JsonNode seed(int customers, int products, long seed, boolean replace) {
        return function.of(
                "seed", Map.of("customers", customers, "products", products, "seed", seed, "replace", replace));
    }
}
