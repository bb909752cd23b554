package dev.twospeed.stacks.streaming;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.DeployerPolicy;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.Runbook;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.StreamingOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of this stack is what its program declares, in dev and in production. */
class StreamingDocumentsTest {
    @TempDir
    private Path folder;

    private List<MockRun> runs;

    @BeforeEach
    void declare() {
        var checkout = TestCheckout.in(folder);
        runs = List.of(run("dev", checkout), run("prod", checkout));
    }

    @Test
    void shouldExplainEachAlarmRoleAndResource() {
        Runbook.explainsAlarms("streaming-inference", runs);
        Runbook.explainsRoles("streaming-inference", runs);
        DeployerPolicy.isDocumented("streaming-inference", runs);
    }

    private static MockRun run(String environment, Checkout checkout) {
        return MockStack.of(StreamingOutputs.CONTRACT)
                .environment(environment)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                .upstream(VectorDbOutputs.CONTRACT, SampleOutputs.vectorDb())
                .run(StreamingProgram::deploy, checkout)
                .succeeded();
    }
}
