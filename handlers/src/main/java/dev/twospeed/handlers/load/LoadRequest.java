package dev.twospeed.handlers.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.recommender.model.ArtifactFiles;
import java.util.regex.Pattern;

/** What the loader is asked to do. */
sealed interface LoadRequest {
    /** As the database checks it. */
    Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.-]{0,99}");

    /** Longer than any question that a person types. */
    int LONGEST_SQL = 100_000;

    /** As the models name customers. */
    Pattern CUSTOMER = Pattern.compile("[0-9]{1,18}");

    /** A model was published. */
    record Published(String version) implements LoadRequest {}

    /** Load what may have been published unnoticed. */
    record Reconcile() implements LoadRequest {}

    /** Say which models there are. */
    record ListModels() implements LoadRequest {}

    /** Make this model the active one. */
    record Activate(String version) implements LoadRequest {}

    /** Make the model before the active one the active one. */
    record Rollback() implements LoadRequest {}

    /** Delete what the models know of this customer. */
    record Forget(String customer) implements LoadRequest {
        @Override
        public String toString() {
            // It ends in logs, which say nothing of a customer.
            return "Forget";
        }
    }

    /** Ask the database a question. */
    record Sql(String text) implements LoadRequest {
        @Override
        public String toString() {
            // It ends in logs, and a person may have asked for a customer.
            return "Sql";
        }
    }

    /**
     * Reads an EventBridge event "Object Created" of S3, or {@code {"operation": …, "version": …}}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static LoadRequest of(JsonNode event, String modelPrefix) {
        if (event.path("detail-type").asText().equals("Object Created")) {
            return new Published(publishedVersion(
                    event.path("detail").path("object").path("key").asText(), modelPrefix));
        }
        String operation = event.path("operation").asText();
        return switch (operation) {
            case "reconcile" -> new Reconcile();
            case "list" -> new ListModels();
            case "activate" -> new Activate(checked(event.path("version").asText()));
            case "rollback" ->
                event.hasNonNull("version")
                        ? new Activate(checked(event.path("version").asText()))
                        : new Rollback();
            case "forget" -> new Forget(customer(event.path("customer")));
            case "sql" -> new Sql(sql(event.path("sql")));
            default ->
                throw new IllegalArgumentException("The loader was asked for the operation '" + operation
                        + "', but knows reconcile, list, activate (with a version), rollback, forget (with a"
                        + " customer) and sql (with a statement), and S3's event \"Object Created\".");
        };
    }

    private static String publishedVersion(String key, String modelPrefix) {
        String end = "/" + ArtifactFiles.MANIFEST;
        if (!key.startsWith(modelPrefix) || !key.endsWith(end) || key.length() < modelPrefix.length() + end.length()) {
            throw new IllegalArgumentException("The loader was told of the object '" + key + "', but expects "
                    + modelPrefix + "<version>" + end + ": check the rule that starts it.");
        }
        return checked(key.substring(modelPrefix.length(), key.length() - end.length()));
    }

    private static String customer(JsonNode customer) {
        String text = customer.asText();
        if (!CUSTOMER.matcher(text).matches()) {
            throw new IllegalArgumentException("The loader was asked to forget a customer, but \"customer\" is not the"
                    + " number of one, 1 to 18 digits.");
        }
        return text;
    }

    private static String sql(JsonNode sql) {
        String text = sql.asText();
        if (text.isBlank() || text.length() > LONGEST_SQL) {
            throw new IllegalArgumentException(
                    "The loader was asked a question, but \"sql\" is not one statement of 1 to " + LONGEST_SQL
                            + " characters.");
        }
        return text;
    }

    private static String checked(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("The loader was given the version '" + version
                    + "', but a version looks like 20261124T023000Z-1a2b3c4d. The operation list names those loaded.");
        }
        return version;
    }
}
