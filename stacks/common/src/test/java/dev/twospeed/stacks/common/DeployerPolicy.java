package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What somebody needs who deploys a stack: the actions to create, read, update and delete each resource type that its program
 * declares, from a table. {@code docs/deployer-policies/<stack>.json} holds the same as policies of IAM.
 */
public final class DeployerPolicy {
    /** What IAM takes as one managed policy, without white space. */
    private static final int LARGEST_POLICY = 6144;

    private static final JsonObject TABLE = table();

    private DeployerPolicy() {}

    /**
     * The document of a stack has exactly what its runs need. With {@code -Dtwospeed.write.policies=true} it is written anew.
     *
     * @param stack the folder's name under {@code stacks/}
     */
    public static void isDocumented(String stack, Collection<MockRun> runs) {
        var file = Path.of(System.getProperty("twospeed.root")).resolve("docs/deployer-policies/" + stack + ".json");
        var expected = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(policy(runs)) + "\n";
        try {
            if (Boolean.getBoolean("twospeed.write.policies")) {
                Files.writeString(file, expected);
            }
            assertThat(Files.readString(file))
                    .as("%s; -Dtwospeed.write.policies=true writes it anew", file)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(new Gson().toJson(policy(runs))).hasSizeLessThanOrEqualTo(LARGEST_POLICY);
    }

    private static JsonObject policy(Collection<MockRun> runs) {
        var byScope = new TreeMap<String, TreeSet<String>>();
        for (var action : actions(runs)) {
            if (!action.equals("iam:PassRole") && !action.equals("iam:CreateServiceLinkedRole")) {
                byScope.computeIfAbsent(scope(action), scope -> new TreeSet<>()).add(action);
            }
        }
        var statements = new JsonArray();
        byScope.forEach((scope, actions) -> statements.add(statement(
                scope.equals("*") ? "WithoutResources" : Character.toUpperCase(scope.charAt(0)) + scope.substring(1),
                actions,
                scope.equals("*")
                        ? array(List.of("*"))
                        : TABLE.getAsJsonObject("scopes").getAsJsonArray(scope))));
        if (actions(runs).contains("iam:PassRole")) {
            statements.add(passRole(runs));
        }
        if (actions(runs).contains("iam:CreateServiceLinkedRole")) {
            // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html
            statements.add(statement(
                    "FirstDatabase",
                    List.of("iam:CreateServiceLinkedRole"),
                    array(List.of(
                            "arn:aws:iam::ACCOUNT:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"))));
        }
        var policy = new JsonObject();
        policy.addProperty("Version", "2012-10-17");
        policy.add("Statement", statements);
        return policy;
    }

    private static JsonObject passRole(Collection<MockRun> runs) {
        var services = new TreeSet<String>();
        for (var entry : TABLE.getAsJsonObject("passedTo").entrySet()) {
            if (runs.stream().anyMatch(run -> !run.resources(entry.getKey()).isEmpty())) {
                services.add(entry.getValue().getAsString());
            }
        }
        var equals = new JsonObject();
        equals.add("iam:PassedToService", array(services));
        var condition = new JsonObject();
        condition.add("StringEquals", equals);
        var statement = statement(
                "PassRole",
                List.of("iam:PassRole"),
                TABLE.getAsJsonObject("scopes").getAsJsonArray("iam"));
        statement.add("Condition", condition);
        return statement;
    }

    private static TreeSet<String> actions(Collection<MockRun> runs) {
        var actions = new TreeSet<String>();
        for (var run : runs) {
            for (var resource : run.resources()) {
                if (!resource.type().startsWith("twospeed:")) {
                    actions.addAll(actions(resource.type()));
                }
            }
        }
        return actions;
    }

    private static List<String> actions(String type) {
        var row = TABLE.getAsJsonObject("types").getAsJsonObject(type);
        assertThat(row).as("the actions of %s in deployer-actions.json", type).isNotNull();
        var actions = new ArrayList<String>();
        for (var step : List.of("create", "read", "update", "delete")) {
            assertThat(row.getAsJsonArray(step)).as("%s of %s", step, type).isNotEmpty();
            row.getAsJsonArray(step).forEach(action -> actions.add(action.getAsString()));
        }
        return actions;
    }

    /** The service whose resources are named, or {@code *} where AWS lets none be named. */
    private static String scope(String action) {
        var service = action.substring(0, action.indexOf(':'));
        var everywhere = action.startsWith("ec2:Describe")
                || TABLE.getAsJsonArray("withoutResources").asList().stream()
                        .map(JsonElement::getAsString)
                        .anyMatch(action::equals);
        if (everywhere) {
            return "*";
        }
        return service;
    }

    private static JsonObject statement(String id, Collection<String> actions, JsonArray resources) {
        var statement = new JsonObject();
        statement.addProperty("Sid", id);
        statement.addProperty("Effect", "Allow");
        statement.add("Action", array(actions));
        statement.add("Resource", resources);
        return statement;
    }

    private static JsonArray array(Collection<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static JsonObject table() {
        try (var json = Objects.requireNonNull(
                DeployerPolicy.class.getResourceAsStream("deployer-actions.json"),
                "deployer-actions.json is missing")) {
            return new Gson().fromJson(new InputStreamReader(json, StandardCharsets.UTF_8), JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
