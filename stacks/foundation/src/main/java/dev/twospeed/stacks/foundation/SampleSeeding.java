package dev.twospeed.stacks.foundation;

import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Egress;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import dev.twospeed.stacks.common.UploadedFile;
import dev.twospeed.stacks.common.VpcFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A function that fills the sample shop when an operator calls it, since nothing outside the VPC can reach the database. */
final class SampleSeeding {
    private final VpcFunction function;

    /**
     * Makes the function.
     *
     * @param foundation where the sample shop and everything around it is
     */
    SampleSeeding(
            String name,
            Scope scope,
            FoundationOutputs foundation,
            EncryptedLogs logs,
            Path code,
            SampleSource sample) {
        var shared = new VpcFunction.Shared(
                scope,
                foundation,
                logs,
                new UploadedFile("foundation-" + name, scope, foundation.artifactBucket(), code, sample));
        var egress = new Egress(name, scope, foundation, sample)
                .toEndpoints()
                .toDatabase("source", foundation.sourceSecurityGroupId(), foundation.sourcePort());
        function = new VpcFunction(
                name,
                shared,
                new VpcFunction.Settings(
                        "dev.twospeed.handlers.seed.SeedHandler",
                        // One whole processor, as
                        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html says.
                        1769,
                        900,
                        -1,
                        false,
                        Map.of(
                                "DB_ENDPOINT", foundation.sourceEndpoint(),
                                "DB_PORT", foundation.sourcePort().applyValue(String::valueOf),
                                "DB_NAME", foundation.sourceDatabase(),
                                "DB_SECRET_ARN", foundation.sourceSecretArn(),
                                "ADDITIONAL_CA_PEM", foundation.additionalCaPem()),
                        List.of(Statement.allow("SourceSecret")
                                .actions("secretsmanager:GetSecretValue")
                                .on(foundation.sourceSecretArn()))),
                egress);
    }

    Output<String> functionName() {
        return function.name();
    }
}
