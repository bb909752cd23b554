package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.pulumi.PulumiFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What a stack says of the stacks before it, when they are missing or of another contract, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOUNDATION = "The stack organization/twospeed/dev ";
    private static final String RUN_FOUNDATION = ": run `pulumi up -s dev` in the project's root first.";

    private CheckoutCopy checkout;
    private PaperAccount account;

    @BeforeAll
    void open() throws Exception {
        checkout = CheckoutCopy.make("contract");
        account = PaperAccount.open(checkout, "dev", "us-east-1", "dev");
    }

    @AfterAll
    void close() {
        account.close();
        checkout.close();
    }

    @Test
    @Order(1)
    void shouldSayWhatToRun_whenTheStackBeforeIsMissing() {
        for (var stack : new Stack[] {Stack.ETL, Stack.VECTOR_DB, Stack.STREAMING_INFERENCE}) {
            assertRefused(stack, FOUNDATION + "has not been deployed" + RUN_FOUNDATION);
        }
    }

    @Test
    @Order(2)
    void shouldPreviewWithAWarning_whenTheStackBeforeIsMissing() throws Exception {
        assertWarned(Stack.ETL, FOUNDATION + "has not been deployed" + RUN_FOUNDATION);
    }

    @Test
    @Order(3)
    void shouldNameTheOutput_whenOneIsMissing() throws Exception {
        account.up(Stack.FOUNDATION);

        whileFoundationExports(outputs -> outputs.remove("kmsKeyArn"), FOUNDATION + "does not export kmsKeyArn");
    }

    @Test
    @Order(4)
    void shouldNameBothVersions_whenTheContractIsAnother() throws Exception {
        whileFoundationExports(
                outputs -> outputs.put("contractVersion", "0.9"),
                FOUNDATION + "exports contract version 0.9 and this program needs 1.1");
        whileFoundationExports(
                outputs -> outputs.put("contractVersion", "2.0"),
                FOUNDATION + "exports contract version 2.0 and this program needs 1.1");
    }

    /** The foundation is there by now, the other stack it reads is not. */
    @Test
    @Order(5)
    void shouldNameTheOtherStack_whenOnlyOneOfTwoIsThere() throws Exception {
        var sentence = "The stack organization/twospeed-vector-db/dev has not been deployed: run `pulumi up -s dev -C"
                + " stacks/vector-db` in the project's root first.";

        assertRefused(Stack.STREAMING_INFERENCE, sentence);
        assertWarned(Stack.STREAMING_INFERENCE, sentence);
    }

    @Test
    @Order(6)
    void shouldReadOn_whenTheContractHasGrown() throws Exception {
        var before = foundation().deepCopy();
        try {
            change(outputs -> outputs.put("contractVersion", "1.99").put("somethingNew", "here"));
            account.up(Stack.ETL);
        } finally {
            JSON.writeValue(state().toFile(), before);
        }
    }

    private void whileFoundationExports(Consumer<ObjectNode> changed, String fault) throws Exception {
        var before = foundation().deepCopy();
        try {
            change(changed);
            assertRefused(Stack.ETL, fault + RUN_FOUNDATION);
            assertWarned(Stack.ETL, fault + RUN_FOUNDATION);
        } finally {
            JSON.writeValue(state().toFile(), before);
        }
    }

    private void assertRefused(Stack stack, String sentence) {
        assertThatThrownBy(() -> account.up(stack))
                .isInstanceOf(PulumiFailed.class)
                .hasMessageContaining(sentence)
                .message()
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    private void assertWarned(Stack stack, String sentence) throws Exception {
        assertThat(account.previewed(stack))
                .anyMatch(line ->
                        line.contains("warning: " + sentence + " Until then this preview shows its values as unknown."))
                .anyMatch(line -> line.matches(" *\\+ +aws:.* create.*"))
                .noneMatch(line -> line.contains("error:"));
    }

    private void change(Consumer<ObjectNode> changed) throws IOException {
        var content = foundation();
        for (var resource : content.at("/checkpoint/latest/resources")) {
            if (resource.path("type").asText().equals("pulumi:pulumi:Stack")) {
                changed.accept((ObjectNode) resource.path("outputs"));
            }
        }
        JSON.writeValue(state().toFile(), content);
    }

    private ObjectNode foundation() throws IOException {
        return (ObjectNode) JSON.readTree(state().toFile());
    }

    /** Where the engine keeps what the foundation exports. */
    private Path state() {
        return checkout.root().resolve(".twospeed/state/.pulumi/stacks/twospeed/dev.json");
    }
}
