package dev.twospeed.stacks.foundation;

import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.DeployerPolicy;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockRun;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.Runbook;
import dev.twospeed.stacks.common.TestCheckout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say of this stack is what its program declares, in dev and in production. */
class FoundationDocumentsTest {
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
        Runbook.explainsAlarms("foundation", runs);
        Runbook.explainsRoles("foundation", runs);
        DeployerPolicy.isDocumented("foundation", runs);
    }

    private static MockRun run(String environment, Checkout checkout) {
        return MockStack.of(FoundationOutputs.CONTRACT)
                .environment(environment)
                .run(FoundationProgram::deploy, checkout)
                .succeeded();
    }
}
