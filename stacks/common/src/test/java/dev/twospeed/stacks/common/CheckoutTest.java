package dev.twospeed.stacks.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
    private static final String ZIP = "handlers/target/handlers.zip";

    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void build() {
        checkout = TestCheckout.in(folder);
    }

    @Test
    void shouldGiveTheArtifact_whenItWasBuiltFromTheSources() {
        assertThat(checkout.artifact(ZIP)).isEqualTo(folder.resolve(ZIP));
    }

    @Test
    void shouldRefuseTheArtifact_whenASourceOfAnEmbeddedModuleWasEdited() {
        TestCheckout.write(folder, "recommender/src/main/java/Ranking.java", "class Ranking { int edited; }");

        assertThatThrownBy(() -> checkout.artifact(ZIP))
                .hasMessageContaining(ZIP)
                .hasMessageContaining("handlers, recommender, sql")
                .hasMessageContaining("`mvn -B -DskipTests package`");
    }

    @Test
    void shouldRefuseTheArtifact_whenAMigrationWasAdded() {
        TestCheckout.write(folder, "sql/migrations/V2__more.sql", "select 2;");

        assertThatThrownBy(() -> checkout.artifact(ZIP)).hasMessageContaining("not built from the sources");
    }

    @Test
    void shouldRefuseTheArtifact_whenTheRootPomChanged() {
        TestCheckout.write(folder, "pom.xml", "<project><!-- other versions --></project>");

        assertThatThrownBy(() -> checkout.artifact(ZIP)).hasMessageContaining("not built from the sources");
    }

    @Test
    void shouldRefuseTheArtifact_whenAByteMovedFromOneSourceToTheNext() {
        TestCheckout.write(folder, "glue/scripts/etl.scala", "object GlueAp");
        TestCheckout.write(folder, "glue/scripts/training.scala", "pobject GlueApp");

        assertThatThrownBy(() -> checkout.artifact("glue/target/glue.jar"))
                .hasMessageContaining("not built from the sources");
    }

    @Test
    void shouldGiveTheArtifact_whenAFileOutsideItsSourcesChanged() {
        TestCheckout.write(folder, "handlers/src/test/java/HandlerTest.java", "class HandlerTest {}");
        TestCheckout.write(folder, "glue/scripts/etl.scala", "object Other");

        assertThat(checkout.artifact(ZIP)).exists();
    }

    @Test
    void shouldSayWhatToRun_whenTheArtifactIsMissing() throws IOException {
        Files.delete(folder.resolve(ZIP));

        assertThatThrownBy(() -> checkout.artifact(ZIP))
                .hasMessage(ZIP + " is missing: build it with `mvn -B -DskipTests package` in the project's root.");
    }

    @Test
    void shouldRefuseTheArtifact_whenItIsHalfWritten() throws IOException {
        var whole = Files.readAllBytes(folder.resolve(ZIP));
        Files.write(folder.resolve(ZIP), java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> checkout.artifact(ZIP)).hasMessageContaining("no complete archive");
    }
}
