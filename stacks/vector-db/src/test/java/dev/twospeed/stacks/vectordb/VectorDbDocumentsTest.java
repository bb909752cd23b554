package dev.twospeed.stacks.vectordb;

import dev.twospeed.stacks.common.Documents;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import dev.twospeed.stacks.common.VectorDbOutputs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorDbDocumentsTest {
    @Test
    void shouldExplainEachAlarmRoleAndResource(@TempDir Path folder) {
        var checkout = TestCheckout.in(folder);
        Documents.describe(
                "vector-db",
                environment -> MockStack.of(VectorDbOutputs.CONTRACT)
                        .environment(environment)
                        .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                        .run(VectorDbProgram::deploy, checkout)
                        .succeeded());
    }
}
