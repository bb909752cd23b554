package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of IAM's policy language, which no provider checks before it deploys.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar</a>
 */
enum PolicyGrammar {
    /** What a role may do. */
    IDENTITY(false, true),
    /** Who may use a bucket, a key, a topic or a queue. */
    RESOURCE(true, true),
    /** Who may take on a role. */
    TRUST(true, false);

    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> DOCUMENT = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+");
    private static final Pattern RESOURCE_NAME = Pattern.compile("\\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:.+");
    private static final Pattern OPERATOR = Pattern.compile("(ForAllValues:|ForAnyValue:)?"
            + "((String(Not)?(Equals|EqualsIgnoreCase|Like))|(Numeric(Not)?Equals)"
            + "|(Numeric(LessThan|GreaterThan)(Equals)?)|(Date(Not)?Equals)|(Date(LessThan|GreaterThan)(Equals)?)"
            + "|Bool|BinaryEquals|(Not)?IpAddress|(Arn(Not)?(Equals|Like))|Null)(IfExists)?");

    private final boolean principal;
    private final boolean resource;

    PolicyGrammar(boolean principal, boolean resource) {
        this.principal = principal;
        this.resource = resource;
    }

    /** What is wrong with a document, or nothing. */
    Optional<String> fault(JsonNode document) {
        if (!document.isObject()) {
            return fault("is not a JSON object");
        }
        if (!VERSIONS.contains(document.path("Version").asText())) {
            return fault("has no Version 2012-10-17");
        }
        var strange = firstOutside(document, DOCUMENT);
        if (strange.isPresent()) {
            return fault("has an element '" + strange.get() + "' that IAM does not know");
        }
        var statements = document.path("Statement");
        if (statements.isObject()) {
            return statementFault(statements, "Statement");
        }
        if (!statements.isArray() || statements.isEmpty()) {
            return fault("has no Statement");
        }
        var sids = new HashSet<String>();
        for (int i = 0; i < statements.size(); i++) {
            var fault = statementFault(statements.get(i), "Statement[" + i + "]");
            if (fault.isPresent()) {
                return fault;
            }
            var sid = statements.get(i).path("Sid").asText();
            if (!sid.isEmpty() && !sids.add(sid)) {
                return fault("has two statements with the Sid '" + sid + "'");
            }
        }
        return Optional.empty();
    }

    private Optional<String> statementFault(JsonNode statement, String where) {
        var strange = firstOutside(statement, STATEMENT);
        if (strange.isPresent()) {
            return fault("has in " + where + " an element '" + strange.get() + "' that IAM does not know");
        }
        if (!statement.path("Effect").asText().matches("Allow|Deny")) {
            return fault("has in " + where + " no Effect Allow or Deny");
        }
        if (this != RESOURCE && !SID.matcher(statement.path("Sid").asText()).matches()) {
            return fault("has in " + where + " a Sid with other characters than letters and digits");
        }
        if (exactlyOne(statement, "Action", "NotAction") == null) {
            return fault("has in " + where + " not exactly one of Action and NotAction");
        }
        if (principal == (exactlyOne(statement, "Principal", "NotPrincipal") == null)) {
            return fault("has in " + where + (principal ? " no Principal" : " a Principal, which only resources have"));
        }
        if (resource == (exactlyOne(statement, "Resource", "NotResource") == null)) {
            return fault("has in " + where + (resource ? " no Resource" : " a Resource, which a trust policy has not"));
        }
        for (var action : list(statement, "Action", "NotAction")) {
            if (!ACTION.matcher(action.asText()).matches()) {
                return fault("has in " + where + " the action '" + action.asText() + "', which is not service:Action");
            }
        }
        for (var name : list(statement, "Resource", "NotResource")) {
            if (!RESOURCE_NAME.matcher(name.asText()).matches()) {
                return fault(
                        "has in " + where + " the resource '" + name.asText() + "', which is neither * nor an ARN");
            }
        }
        for (var operator : statement.path("Condition").properties()) {
            if (!OPERATOR.matcher(operator.getKey()).matches()) {
                return fault("has in " + where + " the condition '" + operator.getKey() + "', which IAM does not know");
            }
        }
        return Optional.empty();
    }

    private static Iterable<JsonNode> list(JsonNode statement, String one, String other) {
        var value = statement.has(one) ? statement.path(one) : statement.path(other);
        return value.isTextual() ? java.util.List.of(value) : value;
    }

    private static @org.jspecify.annotations.Nullable String exactlyOne(JsonNode node, String one, String other) {
        return node.has(one) == node.has(other) ? null : node.has(one) ? one : other;
    }

    private static Optional<String> firstOutside(JsonNode object, Set<String> known) {
        for (var field : object.properties()) {
            if (!known.contains(field.getKey())) {
                return Optional.of(field.getKey());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(String what) {
        return Optional.of("The policy " + what + ": AWS refuses it as MalformedPolicyDocument.");
    }
}
