package dev.twospeed.stacks.common;

import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a policy of IAM, a key, a bucket, a topic or a queue as JSON, statement by statement. */
public final class PolicyDocument {
    private final List<Output<Map<String, Object>>> statements = new ArrayList<>();

    /** Adds a statement. */
    public PolicyDocument with(Statement statement) {
        statements.add(statement.content());
        return this;
    }

    /** The document as JSON text. */
    public Output<String> json() {
        return Output.all(statements).applyValue(all -> {
            var document = new LinkedHashMap<String, Object>();
            document.put("Version", "2012-10-17");
            document.put("Statement", all);
            return Json.text(document);
        });
    }

    /** Lets a service take on a role, for resources of this account only. */
    public static Output<String> trust(Scope scope, String service) {
        return new PolicyDocument()
                .with(Statement.allow("Assume")
                        .service(service)
                        .actions("sts:AssumeRole")
                        .when("StringEquals", "aws:SourceAccount", scope.account()))
                .json();
    }

    /** Lets a service take on a role, where the service does not say on whose behalf. */
    public static Output<String> trust(String service) {
        return new PolicyDocument()
                .with(Statement.allow("Assume").service(service).actions("sts:AssumeRole"))
                .json();
    }
}
