package dev.twospeed.stacks.vectordb;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.DeployerPolicy;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.Runbook;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of this stack is what its program declares, in dev and in production. */
class VectorDbDocumentsTest {
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
        Runbook.explainsAlarms("vector-db", runs);
        Runbook.explainsRoles("vector-db", runs);
        DeployerPolicy.isDocumented("vector-db", runs);
    }

    private static MockRun run(String environment, Checkout checkout) {
        return MockStack.of(VectorDbOutputs.CONTRACT)
                .environment(environment)
                .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                .run(VectorDbProgram::deploy, checkout)
                .succeeded();
    }
}
