package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackOutputsTest {
    private static final Checkout NO_CHECKOUT = new Checkout(Path.of(""));

    @Test
    void shouldExportFlatWhatItRead_whenTheStackIsThere() {
        var run = reader().upstream(FoundationOutputs.CONTRACT, SampleOutputs.foundation())
                .run(StackOutputsTest::readAndExport, NO_CHECKOUT)
                .succeeded();

        assertThat(run.outputs())
                .containsExactlyInAnyOrderElementsOf(SampleOutputs.foundation().keySet());
        assertThat(run.output("sourcePort")).isEqualTo(3306);
        assertThat(run.output("privateSubnetIds")).asList().hasSize(2);
    }

    @Test
    void shouldNameTheCommand_whenTheStackIsMissing() {
        var run = reader().run(StackOutputsTest::readAndExport, NO_CHECKOUT);

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.errors())
                .containsExactly("The stack organization/twospeed/dev has not been deployed: "
                        + "run `pulumi up -s dev` in the project's root first.");
    }

    @Test
    void shouldNameTheOutput_whenOneIsMissing() {
        var outputs = SampleOutputs.foundation();
        outputs.remove("kmsKeyArn");

        assertThat(failing(outputs)).contains("does not export kmsKeyArn").contains("pulumi up -s dev");
    }

    @Test
    void shouldNameBothVersions_whenTheContractIsOlder() {
        var outputs = SampleOutputs.foundation();
        outputs.put("contractVersion", "0.9");

        assertThat(failing(outputs))
                .contains(
                        "exports contract version 0.9 and this program needs " + FoundationOutputs.CONTRACT.version());
    }

    @Test
    void shouldGoOnWithUnknownValues_whenAPreviewFindsNoStack() {
        var run = reader().preview()
                .run(StackOutputsTest::readAndExport, NO_CHECKOUT)
                .succeeded();

        assertThat(run.outputs()).contains("kmsKeyArn");
    }

    private static String failing(Map<String, Object> outputs) {
        var run = reader().upstream(FoundationOutputs.CONTRACT, outputs)
                .run(StackOutputsTest::readAndExport, NO_CHECKOUT);
        assertThat(run.errors()).hasSize(1);
        return run.errors().get(0);
    }

    private static MockStack reader() {
        return MockStack.of(EtlOutputs.CONTRACT);
    }

    private static void readAndExport(Context ctx, Checkout checkout) {
        StackOutputs.export(ctx, FoundationOutputs.CONTRACT, StackOutputs.read(ctx, FoundationOutputs.CONTRACT));
    }
}
