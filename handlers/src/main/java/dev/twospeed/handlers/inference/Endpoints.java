package dev.twospeed.handlers.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.answer.Answer;
import dev.twospeed.handlers.answer.Answerer;
import dev.twospeed.handlers.answer.DatabaseFault;
import dev.twospeed.handlers.answer.ItemQueries;
import dev.twospeed.handlers.answer.ModelCache;
import dev.twospeed.handlers.answer.ModelKey;
import dev.twospeed.handlers.answer.ServedModel;
import dev.twospeed.handlers.answer.Serving;
import dev.twospeed.handlers.environment.LogLine;
import dev.twospeed.recommender.event.ActivityEvent;
import dev.twospeed.recommender.event.EventParser;
import dev.twospeed.recommender.event.InvalidEvent;
import dev.twospeed.recommender.event.RecommendationRecord;
import dev.twospeed.recommender.event.RecordEncoder;
import dev.twospeed.recommender.event.ScoredProduct;
import dev.twospeed.recommender.serve.Selection;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the HTTP function answers, path by path. */
final class Endpoints {
    private static final int MOST_ITEMS = 100;
    private static final int LARGEST_BODY = 256 * 1024;

    private final EventParser parser = new EventParser();
    private final RecordEncoder encoder = new RecordEncoder();
    private final Answerer answerer;
    private final ModelCache models;
    private final ItemQueries queries;
    private final int length;

    Endpoints(Serving serving) {
        this.answerer = serving.answerer();
        this.models = serving.models();
        this.queries = new ItemQueries(serving.search());
        this.length = serving.config().recommendationsPerEvent();
    }

    HttpResponse answer(HttpRequest request, Duration timeout) throws Problem {
        try {
            return switch (request.path()) {
                case "/health" -> health(allowed(request, "GET"), timeout);
                case "/user_embeddings" -> userEmbedding(allowed(request, "GET"), timeout);
                case "/items_from_user" -> itemsFromUser(allowed(request, "GET"), timeout);
                case "/items_from_item" -> itemsFromItem(allowed(request, "GET"), timeout);
                case "/recommendations" -> recommendations(allowed(request, "POST"), timeout);
                case "/openapi.json" -> {
                    allowed(request, "GET");
                    yield new HttpResponse(200, Map.of("content-type", "application/json"), OpenApiDocument.read());
                }
                default ->
                    throw Problem.notFound("There are GET /user_embeddings, /items_from_user, /items_from_item, /health"
                            + " and /openapi.json, and POST /recommendations.");
            };
        } catch (SQLException e) {
            LogLine.warn("the vector database cannot be asked")
                    .with("path", request.path())
                    .with(e)
                    .write();
            throw Problem.unavailable("The vector database cannot be asked at this time.");
        }
    }

    private static HttpRequest allowed(HttpRequest request, String method) throws Problem {
        if (!request.method().equals(method)) {
            throw new Problem(405, "Method not allowed", "Only " + method + " is answered at this path.");
        }
        return request;
    }

    private HttpResponse health(HttpRequest request, Duration timeout) throws Problem {
        ModelCache.Look look = models.look(timeout);
        if (look.fault() != null) {
            throw Problem.unavailable("The active model or the vector database cannot be had at this time.");
        }
        if (look.model() == null) {
            throw Problem.unavailable("There is no model yet: run the training job.");
        }
        return HttpResponse.json(
                200,
                object().put("status", "ok").put("model_version", look.model().version()));
    }

    private HttpResponse userEmbedding(HttpRequest request, Duration timeout) throws Problem, SQLException {
        String customer = request.parameter("customer_number");
        ModelKey model = model(timeout);
        Optional<Float[]> embedding = queries.userEmbedding(model, customer, timeout);
        ObjectNode body = object().put("customer_number", customer).put("model_version", model.version());
        ArrayNode values = body.putArray("embedding");
        for (Float value : embedding.orElseThrow(Endpoints::unknownCustomer)) {
            values.add(value);
        }
        return cacheable(request, model, body);
    }

    private HttpResponse itemsFromUser(HttpRequest request, Duration timeout) throws Problem, SQLException {
        String customer = request.parameter("customer_number");
        int k = request.number("k", length, 1, MOST_ITEMS);
        ModelKey model = model(timeout);
        List<ScoredProduct> items = queries.itemsFromUser(model, customer, k, timeout);
        if (items.isEmpty()) {
            throw unknownCustomer();
        }
        return cacheable(request, model, listing(object().put("customer_number", customer), model, items));
    }

    private HttpResponse itemsFromItem(HttpRequest request, Duration timeout) throws Problem, SQLException {
        String productCode = request.parameter("product_code");
        int k = request.number("k", length, 1, MOST_ITEMS);
        ServedModel served = served(timeout);
        if (served.model().indexOf(productCode) < 0) {
            throw Problem.notFound("The model does not know this product.");
        }
        ModelKey model = key(served);
        List<ScoredProduct> items = queries.itemsFromItem(model, productCode, k, timeout);
        return cacheable(request, model, listing(object().put("product_code", productCode), model, items));
    }

    private HttpResponse recommendations(HttpRequest request, Duration timeout) throws Problem {
        int k = request.number("k", length, 1, MOST_ITEMS);
        if (request.body().length > LARGEST_BODY) {
            throw new Problem(413, "Too large", "The body must have at most " + LARGEST_BODY + " bytes.");
        }
        try {
            ActivityEvent event = parser.parse(request.body());
            Answer answer = answerer.answer(List.of(event), Selection.unseen(k), timeout)
                    .get(0);
            RecommendationRecord record = new RecommendationRecord(
                    event.eventId(),
                    event.sessionId(),
                    event.customerNumber(),
                    answer.recommendations().recommended(),
                    answer.recommendations().similar(),
                    answer.modelVersion(),
                    answer.recommendations().strategy(),
                    null,
                    answer.degraded(),
                    false,
                    null);
            String line = new String(encoder.encode(record), StandardCharsets.UTF_8);
            return new HttpResponse(200, Map.of("content-type", "application/json"), line);
        } catch (InvalidEvent e) {
            throw Problem.badRequest(e.getMessage());
        } catch (DatabaseFault e) {
            throw Problem.unavailable(e.getMessage());
        }
    }

    private ServedModel served(Duration timeout) throws Problem {
        ServedModel served = models.look(timeout).model();
        if (served == null) {
            throw Problem.unavailable("There is no model yet, or it cannot be had at this time.");
        }
        return served;
    }

    private ModelKey model(Duration timeout) throws Problem {
        return key(served(timeout));
    }

    private static ModelKey key(ServedModel served) throws Problem {
        if (served.key() == null) {
            throw Problem.unavailable("The vector database cannot be asked at this time.");
        }
        return served.key();
    }

    private static Problem unknownCustomer() {
        return Problem.notFound("The model does not know this customer.");
    }

    private static ObjectNode listing(ObjectNode body, ModelKey model, List<ScoredProduct> items) {
        ArrayNode list = body.put("model_version", model.version()).putArray("items");
        for (ScoredProduct item : items) {
            list.addObject().put("product_code", item.productCode()).put("score", (float) item.score());
        }
        return body;
    }

    /** What a path answers changes with the model only, so the model's version is its entity tag. */
    private static HttpResponse cacheable(HttpRequest request, ModelKey model, ObjectNode body) {
        String tag = "\"" + model.version() + "\"";
        if (tag.equals(request.header("if-none-match"))) {
            return new HttpResponse(304, Map.of("etag", tag), "");
        }
        return new HttpResponse(200, Map.of("content-type", "application/json", "etag", tag), body.toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
