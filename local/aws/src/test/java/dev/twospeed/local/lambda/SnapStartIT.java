package dev.twospeed.local.lambda;

import static dev.twospeed.local.lambda.HandlerZip.mapHandler;
import static dev.twospeed.local.lambda.LambdaStage.function;
import static dev.twospeed.local.lambda.LambdaStage.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapStartIT {
    @TempDir
    Path folder;

    private LambdaStage stage;

    @BeforeEach
    void open() {
        stage = new LambdaStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static ObjectNode snapStart(Path zip) {
        var inputs = inputs(zip).put("publish", true);
        inputs.putObject("snapStart").put("applyOn", "PublishedVersions");
        return inputs;
    }

    @Test
    void shouldRunHooksAndHandOutCredentials_whenVersionIsRestored() {
        var zip = HandlerZip.of(folder, "hooked", LambdaStage.classpath(), """
                static final List<String> said = new ArrayList<>();
                static final com.amazonaws.services.lambda.crac.Resource hook =
                    new com.amazonaws.services.lambda.crac.Resource() {
                        public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<?> c) { said.add("before"); }
                        public void afterRestore(com.amazonaws.services.lambda.crac.Context<?> c) { said.add("after"); }
                    };
                static { com.amazonaws.services.lambda.crac.Core.getGlobalContext().register(hook); }
                """ + mapHandler("""
                                var env = System.getenv();
                                if (event.isEmpty()) return said;
                                var request = new java.net.URL(env.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")).openConnection();
                                request.setRequestProperty("Authorization", env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
                                return new String(request.getInputStream().readAllBytes()) + env.get("AWS_ACCESS_KEY_ID");
                                """));
        var outputs = stage.functions.create(function("hooked", snapStart(zip)));

        assertThat(outputs.path("version").asText()).isEqualTo("1");
        assertThat(stage.call("hooked:1", "{}")).hasToString("[\"before\",\"after\"]");
        assertThat(stage.call("hooked:1", "{\"credentials\":1}").asText())
                .contains(stage.keys.of(LambdaStage.ROLE).id(), "SecretAccessKey")
                .endsWith("null");
        assertThat(stage.call("hooked", "{}")).hasToString("[]");
    }

    @Test
    void shouldFailDeployment_whenVersionCannotInitialise() {
        var zip = HandlerZip.of(
                folder,
                "broken",
                LambdaStage.classpath(),
                "static { if (true) throw new IllegalStateException(\"MODEL_BUCKET is not set\"); }"
                        + mapHandler("return 1;"));

        assertThatThrownBy(() -> stage.functions.create(function("broken", snapStart(zip))))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Function broken could not initialise")
                .hasMessageContaining("MODEL_BUCKET is not set");
    }
}
