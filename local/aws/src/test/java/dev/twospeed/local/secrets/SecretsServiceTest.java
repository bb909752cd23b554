package dev.twospeed.local.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.api.ApiServer;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.resource.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class SecretsServiceTest {
    @TempDir
    private Path state;

    @Test
    void shouldNeedTheSecretAndItsKey_whenARoleReads() {
        var granting = new Granting();
        var account = ",\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:root\"}";
        var kms = granting.key("data", Granting.statement("Allow", "kms:*", "*", account));
        var service = new SecretsService(state.resolve("secrets"), "us-east-1", granting.access());
        var secret = service.create("rds!db-1", "p", kms, "rds");
        var request = JsonNodeFactory.instance.objectNode().put("SecretId", secret.arn());
        var role = granting.role("job", "glue.amazonaws.com", Granting.allow("kms:Decrypt", kms));

        assertThatThrownBy(() -> service.handle("GetSecretValue", request, role))
                .hasMessageContaining("not authorized to perform: secretsmanager:GetSecretValue");
        granting.grant("job", Granting.allow("secretsmanager:GetSecretValue", secret.arn()));
        assertThatThrownBy(() -> service.handle("GetSecretValue", request, role))
                .hasMessageContaining("not authorized to perform: kms:Decrypt");
        granting.grant(
                "job",
                Granting.allow("secretsmanager:GetSecretValue", secret.arn()),
                Granting.allow("kms:Decrypt", kms));
        assertThat(service.handle("GetSecretValue", request, role)
                        .path("SecretString")
                        .asText())
                .isEqualTo("p");
    }

    @Test
    void shouldAnswerTheSdk_whenSecretExists() {
        var keys = AccessKeys.open(state);
        var granting = new Granting();
        var account = ",\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:root\"}";
        var kms = granting.key("data", Granting.statement("Allow", "kms:*", "*", account));
        var service = new SecretsService(state.resolve("secrets"), "us-east-1", granting.access());
        var secret = service.create("rds!db-1", "{\"password\":\"p\"}", kms, "rds");
        var key = keys.of(AccessKeys.OPERATOR);
        try (var api = new ApiServer(0, keys, List.of(service));
                var client = SecretsManagerClient.builder()
                        .endpointOverride(api.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            var value = client.getSecretValue(r -> r.secretId(secret.arn()));
            assertThat(value.secretString()).isEqualTo("{\"password\":\"p\"}");
            assertThat(value.versionStages()).containsExactly("AWSCURRENT");
            assertThat(client.getSecretValue(r -> r.secretId("rds!db-1")).arn()).isEqualTo(secret.arn());
            var description = client.describeSecret(r -> r.secretId(secret.arn()));
            assertThat(description.kmsKeyId()).isEqualTo(kms);
            assertThat(description.owningService()).isEqualTo("rds");
            assertThatThrownBy(() -> client.getSecretValue(r -> r.secretId("other")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() ->
                            client.getSecretValue(r -> r.secretId(secret.arn()).versionStage("AWSPREVIOUS")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void shouldKeepSecretsReadableByOwnerOnly_whenOpenedAgain() throws Exception {
        var folder = state.resolve("secrets");
        var secret = new SecretsService(folder, "us-east-1", new Granting().access()).create("a", "first", "", "rds");
        new SecretsService(folder, "us-east-1", new Granting().access()).put(secret.arn(), "second");
        var again = new SecretsService(folder, "us-east-1", new Granting().access());
        assertThat(again.find(secret.arn()).orElseThrow().value()).isEqualTo("second");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(1)
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
        assertThat(secret.toString()).doesNotContain("first");
        again.delete(secret.arn());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNameTheFile_whenSecretIsDamaged() throws Exception {
        var folder = Files.createDirectories(state.resolve("secrets"));
        Files.writeString(folder.resolve("half.json"), "{\"arn\":");
        assertThatThrownBy(() -> new SecretsService(folder, "us-east-1", new Granting().access()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("half.json");
    }
}
