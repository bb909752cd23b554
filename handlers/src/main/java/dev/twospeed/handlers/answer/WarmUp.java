package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.IamToken;
import dev.twospeed.handlers.database.TrustedSockets;
import dev.twospeed.handlers.environment.AccessKey;
import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.serve.InMemoryRecommender;
import dev.twospeed.recommender.serve.Recommendations;
import dev.twospeed.recommender.serve.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What a function does before a snapshot of it is taken (SnapStart) and after one is restored.
 *
 * <p>Before: all that is slow the first time and needs neither model nor database, so that a version can be published in an empty account:
 * classes of parsing, fold-in, ranking, encoding and signing, their compilation, and the trust in the database's certificates. After: the active
 * model is looked up with new credentials through a new connection, since those in the snapshot, if any, may be of any age, and read.
 */
public final class WarmUp implements Resource {
    /** Enough for the just-in-time compiler to take notice. */
    private static final int ROUNDS = 200;

    /** AWS fails a restore that takes ten seconds; whoever waits for an answer is better served from what there is long before. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final DatabaseAddress database;
    private final ModelCache models;

    private WarmUp(DatabaseAddress database, ModelCache models) {
        this.database = database;
        this.models = models;
    }

    /**
     * Has a snapshot prepared, unless Lambda says that none is taken of this function: to register costs a start a fiftieth of its time.
     *
     * @return what is to be held, null if nothing was registered
     */
    static @Nullable WarmUp register(Environment environment, DatabaseAddress database, ModelCache models) {
        boolean snapshot = !"on-demand".equals(environment.textOrNull("AWS_LAMBDA_INITIALIZATION_TYPE"));
        return snapshot ? register(database, models) : null;
    }

    /** Has a snapshot prepared; whoever calls this holds what it gives, since the context of all resources holds it weakly. */
    static WarmUp register(DatabaseAddress database, ModelCache models) {
        WarmUp warmUp = new WarmUp(database, models);
        Core.getGlobalContext().register(warmUp);
        return warmUp;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws InvalidEvent {
        TrustedSockets.trusting(database.region(), Objects.requireNonNullElse(database.additionalCa(), ""));
        // A token that opens nothing: with its classes what a restored function reads from S3 is signed, too.
        IamToken sampleToken = new IamToken(database, "nobody", () -> new AccessKey("none", "none", null));
        sampleToken.get();
        byte[] sample =
                ("{\"session_id\":\"s\",\"customer_number\":1,\"city\":null,\"country\":null,\"credit_limit\":null,"
                                + "\"browse_history\":[{\"product_code\":\"" + TinyModel.productCode()
                                + "\",\"quantity\":1,\"in_shopping_cart\":true}]}")
                        .getBytes(StandardCharsets.UTF_8);
        EventParser parser = new EventParser();
        RecordEncoder encoder = new RecordEncoder();
        InMemoryRecommender recommender = new InMemoryRecommender(TinyModel.make());
        for (int i = 0; i < ROUNDS; i++) {
            ActivityEvent event = parser.parse(sample);
            Recommendations answer = recommender.recommend(event, Selection.unseen(10));
            encoder.encode(new RecommendationRecord(
                    null,
                    event.sessionId(),
                    event.customerNumber(),
                    answer.recommended(),
                    answer.similar(),
                    null,
                    answer.strategy(),
                    null,
                    false,
                    false,
                    null));
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        models.resume(PATIENCE);
    }
}
