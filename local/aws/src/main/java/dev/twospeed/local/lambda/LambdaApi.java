package dev.twospeed.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.api.RestAnswer;
import dev.twospeed.local.api.RestHandler;
import dev.twospeed.local.api.RestRequest;
import dev.twospeed.local.resource.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Lambda's Invoke and GetFunctionConfiguration, for AWS SDKs. */
public final class LambdaApi implements RestHandler {
    /** The path prefix it answers. */
    public static final String PATH = "/2015-03-31/functions/";

    private static final Pattern INVOKE = Pattern.compile(Pattern.quote(PATH) + "([^/]+)/invocations");
    private static final Pattern CONFIGURATION = Pattern.compile(Pattern.quote(PATH) + "([^/]+)(/configuration)?");

    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private static final int MAX_EVENT_BYTES = 6 * 1024 * 1024;

    private final LambdaService functions;

    /** Answers for these functions. */
    public LambdaApi(LambdaService functions) {
        this.functions = functions;
    }

    @Override
    public RestAnswer handle(RestRequest request) {
        var invoke = INVOKE.matcher(request.path());
        if (request.method().equals("POST") && invoke.matches()) {
            return invoke(qualified(invoke.group(1), request.query()), request);
        }
        var configuration = CONFIGURATION.matcher(request.path());
        if (request.method().equals("GET") && configuration.matches()) {
            var action = configuration.group(2) == null ? "lambda:GetFunction" : "lambda:GetFunctionConfiguration";
            var function = qualified(configuration.group(1), request.query());
            functions.access().check(request.caller(), action, functions.arnOf(function));
            return configuration(function);
        }
        throw new AwsError(
                404,
                "UnknownOperationException",
                "The embedded Lambda does not know " + request.method() + " " + request.path());
    }

    private RestAnswer invoke(String function, RestRequest request) {
        var kind = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        functions.access().check(request.caller(), "lambda:InvokeFunction", functions.arnOf(function));
        var spec = functions.resolve(function);
        if (kind.equals("DryRun")) {
            return new RestAnswer(204, Map.of(), new byte[0]);
        }
        if (request.body().length > MAX_EVENT_BYTES) {
            throw new AwsError(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + MAX_EVENT_BYTES + " bytes for the InvokeFunction operation");
        }
        if (kind.equals("Event")) {
            functions.invokeLater(function, request.body());
            return new RestAnswer(202, Map.of(), new byte[0]);
        }
        var result = functions.invoke(function, request.body());
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", spec.version());
        if (result.functionError() != null) {
            headers.put("X-Amz-Function-Error", result.functionError());
        }
        return new RestAnswer(200, headers, result.payload());
    }

    private RestAnswer configuration(String function) {
        var spec = functions.resolve(function);
        var node = JsonNodeFactory.instance.objectNode();
        node.put("FunctionName", spec.name())
                .put("FunctionArn", spec.arn())
                .put("Version", spec.version())
                .put("Runtime", spec.runtime())
                .put("Handler", spec.handler())
                .put("Role", spec.role())
                .put("MemorySize", spec.memoryMegabytes())
                .put("Timeout", spec.timeoutSeconds())
                .put("State", "Active");
        return RestAnswer.json(200, node.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String qualified(String function, Map<String, String> query) {
        var qualifier = query.get("Qualifier");
        return qualifier == null || qualifier.isEmpty() ? function : function + ":" + qualifier;
    }
}
