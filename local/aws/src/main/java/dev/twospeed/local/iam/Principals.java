package dev.twospeed.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Whom a statement of a resource's policy speaks of.
 *
 * @param allBut whether it speaks of all but these
 * @param services such as {@code firehose.amazonaws.com}
 * @param identities ARNs, account numbers or {@code *}
 */
record Principals(boolean allBut, List<String> services, List<String> identities) {
    private static final String ROOT_SUFFIX = ":root";

    static Optional<Principals> of(JsonNode statement) {
        var allBut = statement.has("NotPrincipal");
        if (!allBut && !statement.has("Principal")) {
            return Optional.empty();
        }
        var node = allBut ? statement.path("NotPrincipal") : statement.path("Principal");
        return Optional.of(
                node.isTextual()
                        ? new Principals(allBut, List.of("*"), List.of(node.asText()))
                        : new Principals(
                                allBut, Statement.texts(node.path("Service")), Statement.texts(node.path("AWS"))));
    }

    /** Whether it names the principal itself, or everybody. */
    boolean names(AccessRequest request) {
        var named = request.byService()
                ? services.contains("*") || services.contains(request.principal())
                : identities.contains("*") || identities.contains(request.principal());
        return allBut ? !named && !namesAccount(request) : named;
    }

    /** Whether it names the principal's account, which hands the decision to the account's own policies. */
    boolean namesAccount(AccessRequest request) {
        return !request.byService()
                && identities.stream()
                        .anyMatch(identity -> identity.equals(AccessKeys.ACCOUNT)
                                || (identity.endsWith(ROOT_SUFFIX)
                                        && identity.contains(":" + AccessKeys.ACCOUNT + ROOT_SUFFIX)));
    }
}
