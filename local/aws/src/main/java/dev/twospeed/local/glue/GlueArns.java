package dev.twospeed.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.iam.AccessKeys;
import java.util.List;

/**
 * The resources on which an operation of Glue needs permission, each of them.
 *
 * @see <a href="https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html">Resource ARNs</a>
 */
final class GlueArns {
    private GlueArns() {}

    static List<String> of(String operation, JsonNode request) {
        var job = request.path("JobName").asText();
        if (!job.isEmpty()) {
            return List.of(arn("job/" + job));
        }
        if (operation.endsWith("Trigger")) {
            return List.of(arn("trigger/" + request.path("Name").asText()));
        }
        if (operation.endsWith("WorkflowRun")) {
            return List.of(arn("workflow/" + request.path("Name").asText()));
        }
        var database = request.path(operation.equals("GetDatabase") ? "Name" : "DatabaseName")
                .asText();
        if (database.isEmpty()) {
            return List.of("*");
        }
        var table = request.path(operation.equals("GetTable") ? "Name" : "TableName")
                .asText("");
        return switch (operation) {
            case "GetDatabase" -> List.of(arn("catalog"), arn("database/" + database));
            case "GetTables" -> List.of(arn("catalog"), arn("database/" + database), arn("table/" + database + "/*"));
            default -> List.of(arn("catalog"), arn("database/" + database), arn("table/" + database + "/" + table));
        };
    }

    static String arn(String resource) {
        return "arn:aws:glue:" + EmbeddedAws.REGION + ":" + AccessKeys.ACCOUNT + ":" + resource;
    }
}
