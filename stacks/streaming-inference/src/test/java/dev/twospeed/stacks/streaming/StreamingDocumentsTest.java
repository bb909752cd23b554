package dev.twospeed.stacks.streaming;

import dev.twospeed.stacks.common.Documents;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.StreamingOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingDocumentsTest {
    @Test
    void shouldExplainEachAlarmRoleAndResource(@TempDir Path folder) {
        var checkout = TestCheckout.in(folder);
        Documents.describe(
                "streaming-inference",
                environment -> MockStack.of(StreamingOutputs.CONTRACT)
                        .environment(environment)
                        .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                        .upstream(VectorDbOutputs.CONTRACT, SampleOutputs.vectorDb())
                        .run(StreamingProgram::deploy, checkout)
                        .succeeded());
    }
}
