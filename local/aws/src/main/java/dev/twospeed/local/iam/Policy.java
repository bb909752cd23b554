package dev.twospeed.local.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.resource.AwsError;
import java.util.ArrayList;
import java.util.List;

/** A policy document: of an identity, of a resource, or of who may take on a role. */
record Policy(List<Statement> statements) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a document.
     *
     * @throws AwsError when it is no JSON or says something that is not evaluated here
     */
    static Policy parse(String document) {
        try {
            var statements = JSON.readTree(document).path("Statement");
            var all = new ArrayList<Statement>();
            for (var statement : statements.isArray() ? statements : List.<JsonNode>of(statements)) {
                all.add(Statement.of(statement));
            }
            return new Policy(List.copyOf(all));
        } catch (JsonProcessingException e) {
            throw new AwsError(400, "MalformedPolicyDocument", "The policy is not JSON: " + e.getOriginalMessage());
        }
    }

    /** What it says as the policy of an identity, of whoever has it. */
    Decision asIdentity(AccessRequest request) {
        var decision = Decision.IMPLICIT_DENY;
        for (var statement : statements) {
            if (statement.covers(request)) {
                if (!statement.allows()) {
                    return Decision.EXPLICIT_DENY;
                }
                decision = Decision.ALLOW;
            }
        }
        return decision;
    }

    /** What it says as the policy of a resource to a principal whom it names. */
    Decision asResource(AccessRequest request) {
        var decision = Decision.IMPLICIT_DENY;
        for (var statement : statements) {
            var principals = statement.principals();
            if (principals.isPresent() && statement.covers(request)) {
                var named = principals.get().names(request);
                if (!statement.allows() && (named || principals.get().namesAccount(request))) {
                    return Decision.EXPLICIT_DENY;
                }
                if (statement.allows() && named) {
                    decision = Decision.ALLOW;
                }
            }
        }
        return decision;
    }

    /** Whether it leaves the decision to the policies of the principal's account. */
    boolean delegates(AccessRequest request) {
        return statements.stream()
                .anyMatch(statement -> statement.allows()
                        && statement
                                .principals()
                                .filter(p -> p.namesAccount(request))
                                .isPresent()
                        && statement.covers(request));
    }
}
