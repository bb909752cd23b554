package dev.twospeed.stacks.vectordb;

import com.pulumi.Context;
import com.pulumi.aws.lambda.LambdaFunctions;
import com.pulumi.aws.lambda.inputs.GetInvocationPlainArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import dev.twospeed.stacks.common.Json;
import java.util.Map;

/**
 * Calls the loader at each deployment: a model published while there was no loader has sent its event to nobody.
 *
 * <p>A function of the provider and no resource, since a resource either calls once or shows a change at every deployment.
 */
final class Reconciliation {
    private Reconciliation() {}

    /**
     * Calls the loader once it and the schema are there; in a preview does nothing.
     *
     * @return the loader's name, when it has answered
     */
    static Output<String> after(Context ctx, Migration migration, Output<String> loader) {
        if (Deployment.getInstance().isDryRun()) {
            return loader;
        }
        var call = Json.text(Map.of("operation", "reconcile"));
        return Output.tuple(loader, migration.answered()).apply(ready -> {
            var arguments = GetInvocationPlainArgs.builder()
                    .functionName(ready.t1)
                    .input(call)
                    .build();
            return Output.of(LambdaFunctions.getInvocationPlain(arguments).handle((answer, failure) -> {
                if (failure != null) {
                    // A model that cannot be loaded is no reason to stop the deployment that may mend it.
                    ctx.log()
                            .warn("The loader could not bring in the newest model: " + failure.getMessage()
                                    + " The hourly reconcile tries again; its log group says more.");
                }
                return ready.t1;
            }));
        });
    }
}
