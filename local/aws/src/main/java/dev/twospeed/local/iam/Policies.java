package dev.twospeed.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies that stacks deployed: of roles, and of buckets, keys, topics, queues and functions.
 *
 * <p>A change counts from the next request on; AWS may take some seconds.
 */
public final class Policies implements DataPlane {
    private static final String ROLE = "aws:iam/role:Role";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String MANAGED_POLICY = "aws:iam/policy:Policy";
    private static final String ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    private static final String BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final String KEY = "aws:kms/key:Key";
    private static final String KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
    private static final String KEY_ALIAS = "aws:kms/alias:Alias";
    private static final String TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
    private static final String STREAM_POLICY = "aws:kinesis/resourcePolicy:ResourcePolicy";
    private static final String QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
    private static final String PERMISSION = "aws:lambda/permission:Permission";

    private final String region;
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Policy>> inline = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> attached = new ConcurrentHashMap<>();
    private final Map<String, Policy> managed = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Policy>> ofResources = new ConcurrentHashMap<>();
    private final Map<String, String> keyAliases = new ConcurrentHashMap<>();

    private record Role(Policy trust, List<Policy> own, List<String> managedArns, String boundaryArn) {}

    /** None yet; the provider tells of them as they are deployed or resumed. */
    public Policies(String region) {
        this.region = region;
    }

    @Override
    public Set<String> types() {
        return Set.of(
                ROLE,
                ROLE_POLICY,
                MANAGED_POLICY,
                ATTACHMENT,
                BUCKET_POLICY,
                KEY,
                KEY_POLICY,
                KEY_ALIAS,
                TOPIC_POLICY,
                QUEUE_POLICY,
                STREAM_POLICY,
                PERMISSION);
    }

    @Override
    public ObjectNode create(Resource resource) {
        put(resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        put(after);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void resume(Resource resource) {
        put(resource);
    }

    @Override
    public void delete(Resource resource) {
        remove(resource);
    }

    private void put(Resource resource) {
        var inputs = resource.inputs();
        switch (resource.type()) {
            case ROLE -> roles.put(roleName(text(resource, "arn")), role(inputs));
            case ROLE_POLICY -> of(inline, roleName(text(resource, "role"))).put(resource.id(), policy(resource));
            case MANAGED_POLICY -> managed.put(text(resource, "arn"), policy(resource));
            case ATTACHMENT ->
                of(attached, roleName(text(resource, "role"))).put(resource.id(), text(resource, "policyArn"));
            case KEY_ALIAS -> keyAliases.put(text(resource, "name"), text(resource, "targetKeyId"));
            case PERMISSION -> of(ofResources, functionArn(resource)).put(source(resource), permission(resource));
            default -> of(ofResources, protectedArn(resource)).put(source(resource), policy(resource));
        }
    }

    private void remove(Resource resource) {
        switch (resource.type()) {
            case ROLE -> roles.remove(roleName(text(resource, "arn")));
            case ROLE_POLICY -> of(inline, roleName(text(resource, "role"))).remove(resource.id());
            case MANAGED_POLICY -> managed.remove(text(resource, "arn"));
            case ATTACHMENT -> of(attached, roleName(text(resource, "role"))).remove(resource.id());
            case KEY_ALIAS -> keyAliases.remove(text(resource, "name"));
            case PERMISSION -> of(ofResources, functionArn(resource)).remove(source(resource));
            default -> of(ofResources, protectedArn(resource)).remove(source(resource));
        }
    }

    private static <T> Map<String, T> of(Map<String, Map<String, T>> all, String key) {
        return all.computeIfAbsent(key, k -> new ConcurrentHashMap<>());
    }

    private static Role role(ObjectNode inputs) {
        var own = new ArrayList<Policy>();
        inputs.path("inlinePolicies").forEach(policy -> own.add(Policy.parse(document(policy.path("policy")))));
        return new Role(
                Policy.parse(document(inputs.path("assumeRolePolicy"))),
                List.copyOf(own),
                Statement.texts(inputs.path("managedPolicyArns")),
                inputs.path("permissionsBoundary").asText(""));
    }

    private static Policy policy(Resource resource) {
        return Policy.parse(document(
                resource.inputs().hasNonNull("policy")
                        ? resource.inputs().path("policy")
                        : resource.outputs().path("policy")));
    }

    private static String document(JsonNode policy) {
        return policy.isTextual() ? policy.asText() : policy.toString();
    }

    /** AddPermission's arguments as the statement that Lambda makes of them. */
    private Policy permission(Resource resource) {
        var inputs = resource.inputs();
        var statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", inputs.path("statementId").asText());
        statement.put("Effect", "Allow");
        statement.put("Action", inputs.path("action").asText());
        statement.put("Resource", functionArn(resource));
        var principal = inputs.path("principal").asText();
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement.putObject("Principal").put(AccessRequest.isService(principal) ? "Service" : "AWS", principal);
        }
        var conditions = JsonNodeFactory.instance.objectNode();
        condition(conditions, "ArnLike", "aws:SourceArn", inputs.path("sourceArn"));
        condition(conditions, "StringEquals", "aws:SourceAccount", inputs.path("sourceAccount"));
        condition(conditions, "StringEquals", "lambda:FunctionUrlAuthType", inputs.path("functionUrlAuthType"));
        if (!conditions.isEmpty()) {
            statement.set("Condition", conditions);
        }
        return new Policy(List.of(Statement.of(statement)));
    }

    private static void condition(ObjectNode conditions, String operator, String key, JsonNode value) {
        if (!value.asText("").isEmpty()) {
            conditions.withObject("/" + operator).put(key, value.asText());
        }
    }

    private String functionArn(Resource resource) {
        var function = resource.inputs().path("function").asText();
        var arn = function.startsWith("arn:")
                ? function
                : "arn:aws:lambda:" + region + ":" + AccessKeys.ACCOUNT + ":function:" + function;
        var qualifier = resource.inputs().path("qualifier").asText("");
        return qualifier.isEmpty() ? arn : arn + ":" + qualifier;
    }

    private String protectedArn(Resource resource) {
        return switch (resource.type()) {
            case BUCKET_POLICY -> "arn:aws:s3:::" + text(resource, "bucket");
            case KEY, TOPIC_POLICY -> text(resource, "arn");
            case KEY_POLICY -> keyArn(text(resource, "keyId"));
            case STREAM_POLICY -> text(resource, "resourceArn");
            case QUEUE_POLICY -> {
                var url = text(resource, "queueUrl");
                yield "arn:aws:sqs:" + region + ":" + AccessKeys.ACCOUNT + ":"
                        + url.substring(url.lastIndexOf('/') + 1);
            }
            default -> throw new IllegalArgumentException("No policy is attached by " + resource.type());
        };
    }

    // A key's own policy and a KeyPolicy of it are the same thing: the younger one counts.
    private static String source(Resource resource) {
        return resource.type().equals(KEY) || resource.type().equals(KEY_POLICY)
                ? KEY
                : resource.type()
                        + resource.id()
                        + resource.inputs().path("statementId").asText();
    }

    /** The ARN of a key by its ARN, id or alias. */
    String keyArn(String key) {
        if (key.contains(":key/")) {
            return key;
        }
        var alias = key.substring(Math.max(key.indexOf(":alias/") + 1, 0));
        var id = alias.startsWith("alias/") ? keyAliases.getOrDefault(alias, alias) : key;
        return "arn:aws:kms:" + region + ":" + AccessKeys.ACCOUNT + ":key/" + id;
    }

    /** Policies attached to a resource; those of a bucket speak of its objects too. */
    Policy ofResource(String arn) {
        var owner = arn.startsWith("arn:aws:s3:::") && arn.indexOf('/') > 0 ? arn.substring(0, arn.indexOf('/')) : arn;
        return joined(List.copyOf(ofResources.getOrDefault(owner, Map.of()).values()));
    }

    /** What a role may do, boundaries aside. */
    Policy ofIdentity(String roleArn) {
        var name = roleName(roleArn);
        var all = new ArrayList<>(inline.getOrDefault(name, Map.of()).values());
        attached.getOrDefault(name, Map.of()).values().forEach(arn -> all.add(managed(arn)));
        var role = roles.get(name);
        if (role != null) {
            all.addAll(role.own());
            role.managedArns().forEach(arn -> all.add(managed(arn)));
        }
        return joined(all);
    }

    /** What a role may do at most, if it has a boundary. */
    Optional<Policy> boundary(String roleArn) {
        return Optional.ofNullable(roles.get(roleName(roleArn)))
                .map(Role::boundaryArn)
                .filter(arn -> !arn.isEmpty())
                .map(this::managed);
    }

    /** Who may take on a role. */
    Optional<Policy> trust(String roleArn) {
        return Optional.ofNullable(roles.get(roleName(roleArn))).map(Role::trust);
    }

    private Policy managed(String arn) {
        var policy = managed.get(arn);
        if (policy == null) {
            throw new AwsError(
                    404,
                    "NoSuchEntity",
                    "Policy " + arn + " was not found: the embedded AWS knows only policies that a stack made");
        }
        return policy;
    }

    private static Policy joined(List<Policy> policies) {
        return policies.size() == 1
                ? policies.get(0)
                : new Policy(policies.stream()
                        .flatMap(policy -> policy.statements().stream())
                        .toList());
    }

    private static String roleName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    private static String text(Resource resource, String property) {
        return resource.inputs()
                .path(property)
                .asText(resource.outputs().path(property).asText());
    }
}
