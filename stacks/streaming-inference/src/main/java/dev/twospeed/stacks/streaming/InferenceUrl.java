package dev.twospeed.stacks.streaming;

import com.pulumi.aws.lambda.FunctionUrl;
import com.pulumi.aws.lambda.FunctionUrlArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Scope;
import java.util.List;

/** The inference function's address, for callers that sign with IAM. */
final class InferenceUrl {
    private final FunctionUrl url;

    InferenceUrl(String name, Scope scope, Functions.Answering inference, List<String> callers) {
        var child = scope.childOf(inference.function());
        url = new FunctionUrl(
                name,
                FunctionUrlArgs.builder()
                        .functionName(inference.function().name())
                        .qualifier(inference.alias().name())
                        .authorizationType("AWS_IAM")
                        .build(),
                child);
        for (int i = 0; i < callers.size(); i++) {
            // A caller needs both: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
            var id = name + "-caller-" + (i + 1);
            new Permission(
                    id + "-url",
                    PermissionArgs.builder()
                            .statementId(id + "-url")
                            .action("lambda:InvokeFunctionUrl")
                            .function(inference.function().name())
                            .qualifier(inference.alias().name())
                            .principal(callers.get(i))
                            .functionUrlAuthType("AWS_IAM")
                            .build(),
                    child);
            new Permission(
                    id,
                    PermissionArgs.builder()
                            .statementId(id)
                            .action("lambda:InvokeFunction")
                            .function(inference.function().name())
                            .qualifier(inference.alias().name())
                            .principal(callers.get(i))
                            .build(),
                    child);
        }
    }

    Output<String> url() {
        return url.functionUrl();
    }
}
