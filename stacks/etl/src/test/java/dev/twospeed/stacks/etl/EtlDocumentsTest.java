package dev.twospeed.stacks.etl;

import dev.twospeed.stacks.common.Documents;
import dev.twospeed.stacks.common.EtlOutputs;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.MockStack;
import dev.twospeed.stacks.common.SampleOutputs;
import dev.twospeed.stacks.common.TestCheckout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtlDocumentsTest {
    @Test
    void shouldExplainEachAlarmRoleAndResource(@TempDir Path folder) {
        var checkout = TestCheckout.in(folder);
        Documents.describe(
                "etl",
                environment -> MockStack.of(EtlOutputs.CONTRACT)
                        .environment(environment)
                        .upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                        .run(EtlProgram::deploy, checkout)
                        .succeeded());
    }
}
