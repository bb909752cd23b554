package dev.twospeed.local.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.Resource;
import java.util.function.Consumer;

/** Deploys roles and policies as the provider would. */
public final class Granting {
    private static final String ACCOUNT = "arn:aws:iam::000000000000:";

    private final Policies policies = new Policies("us-east-1");

    public Policies policies() {
        return policies;
    }

    public Access access() {
        return new Access(policies, "us-east-1");
    }

    /** A role with an inline policy of these statements; answers its ARN. */
    public String role(String name, String service, String... statements) {
        resource(
                "aws:iam/role:Role",
                name,
                inputs -> inputs.put("arn", ACCOUNT + "role/" + name)
                        .put(
                                "assumeRolePolicy",
                                document(
                                        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\""
                                                + service + "\"}}")));
        grant(name, statements);
        return ACCOUNT + "role/" + name;
    }

    /** Replaces what a role may do. */
    public void grant(String role, String... statements) {
        resource(
                "aws:iam/rolePolicy:RolePolicy",
                role + ":own",
                inputs -> inputs.put("role", role).put("policy", document(statements)));
    }

    public void bucketPolicy(String bucket, String... statements) {
        resource(
                "aws:s3/bucketPolicy:BucketPolicy",
                bucket,
                inputs -> inputs.put("bucket", bucket).put("policy", document(statements)));
    }

    /** A key; answers its ARN. */
    public String key(String id, String... statements) {
        var arn = "arn:aws:kms:us-east-1:000000000000:key/" + id;
        resource("aws:kms/key:Key", id, inputs -> inputs.put("arn", arn).put("policy", document(statements)));
        return arn;
    }

    public void resource(String type, String id, Consumer<ObjectNode> properties) {
        var inputs = JsonNodeFactory.instance.objectNode();
        properties.accept(inputs);
        policies.create(new Resource("urn:pulumi:local::twospeed::" + type + "::" + id, type, id, inputs, inputs));
    }

    public static String allow(String actions, String resource) {
        return statement("Allow", actions, resource, "");
    }

    public static String statement(String effect, String actions, String resource, String more) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":" + list(actions) + ",\"Resource\":" + list(resource) + more
                + "}";
    }

    private static String list(String values) {
        return "[\"" + values.replace(" ", "\",\"") + "\"]";
    }

    public static String document(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }
}
