package dev.twospeed.stacks.foundation;

import dev.twospeed.stacks.common.Documents;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.TestCheckout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundationDocumentsTest {
    @Test
    void shouldExplainEachAlarmRoleAndResource(@TempDir Path folder) {
        var checkout = TestCheckout.in(folder);
        Documents.describe(
                "foundation",
                environment -> MockStack.of(FoundationOutputs.CONTRACT)
                        .environment(environment)
                        .run(FoundationProgram::deploy, checkout)
                        .succeeded());
    }
}
