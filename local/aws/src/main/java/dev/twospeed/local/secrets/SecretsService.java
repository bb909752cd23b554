package dev.twospeed.local.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.api.JsonService;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets Manager: secrets that other embedded services put in and that programs read.
 *
 * <p>A secret is a file that only its owner can read; nothing of its value is ever logged.
 */
public final class SecretsService implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CURRENT = "AWSCURRENT";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Path folder;
    private final String region;
    private final Access access;
    private final Map<String, Secret> byArn = new ConcurrentHashMap<>();

    /** Opens the secrets kept in a folder, which is made if it is missing; roles read what they may. */
    public SecretsService(Path folder, String region, Access access) {
        this.access = access;
        this.folder = folder;
        this.region = region;
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            try (var files = Files.newDirectoryStream(folder, "*.json")) {
                for (var file : files) {
                    var secret = read(file);
                    byArn.put(secret.arn(), secret);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The secrets in " + folder + " could not be read", e);
        }
    }

    private static Secret read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Secret.class);
        } catch (IOException e) {
            throw new Refusal(
                    "The secret in " + file + " is damaged: restore it, or delete .twospeed and deploy again.", e);
        }
    }

    /**
     * Makes a secret.
     *
     * @param name without the random characters of the ARN
     * @param owner the service that manages it
     */
    public Secret create(String name, String value, String kmsKeyId, String owner) {
        var suffix = new StringBuilder("-");
        new SecureRandom().ints(6, 0, LETTERS.length()).forEach(index -> suffix.append(LETTERS.charAt(index)));
        var arn = "arn:aws:secretsmanager:" + region + ":" + AccessKeys.ACCOUNT + ":secret:" + name + suffix;
        return keep(new Secret(arn, name, kmsKeyId, owner, UUID.randomUUID().toString(), value, now()));
    }

    /** The secret with an ARN. */
    public Optional<Secret> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /** Gives a secret a new current value. */
    public Secret put(String arn, String value) {
        var old = byId(arn);
        var version = UUID.randomUUID().toString();
        return keep(new Secret(old.arn(), old.name(), old.kmsKeyId(), old.owner(), version, value, old.created()));
    }

    /** Deletes a secret at once, as the service that manages it may; nothing happens if there is none. */
    public void delete(String arn) {
        var secret = byArn.remove(arn);
        if (secret == null) {
            return;
        }
        try {
            Files.deleteIfExists(file(secret));
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + arn + " could not be deleted", e);
        }
    }

    @Override
    public String targetPrefix() {
        return "secretsmanager";
    }

    @Override
    public ObjectNode handle(String operation, ObjectNode request, String caller) {
        return switch (operation) {
            case "GetSecretValue" -> value(request, caller);
            case "DescribeSecret" -> {
                var secret = byId(id(request));
                access.check(caller, "secretsmanager:DescribeSecret", secret.arn());
                yield description(secret);
            }
            default ->
                throw new AwsError(
                        400,
                        "UnknownOperationException",
                        "The embedded Secrets Manager does not serve " + operation
                                + "; it serves GetSecretValue and DescribeSecret");
        };
    }

    private ObjectNode value(ObjectNode request, String caller) {
        var secret = byId(id(request));
        access.check(caller, "secretsmanager:GetSecretValue", secret.arn());
        // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
        if (!secret.kmsKeyId().isEmpty()) {
            var context = Map.of("kms:EncryptionContext:SecretARN", secret.arn());
            access.checkKey(caller, "kms:Decrypt", secret.kmsKeyId(), "secretsmanager", context);
        }
        var stage = request.path("VersionStage").asText(CURRENT);
        var version = request.path("VersionId").asText(secret.versionId());
        if (!stage.equals(CURRENT) || !version.equals(secret.versionId())) {
            throw new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for staging label: " + stage
                            + " and version " + version);
        }
        var answer = identity(secret);
        answer.put("VersionId", secret.versionId());
        answer.put("SecretString", secret.value());
        answer.putArray("VersionStages").add(CURRENT);
        return answer;
    }

    private static ObjectNode description(Secret secret) {
        var answer = identity(secret);
        if (!secret.kmsKeyId().isEmpty()) {
            answer.put("KmsKeyId", secret.kmsKeyId());
        }
        answer.put("OwningService", secret.owner());
        answer.put("LastChangedDate", secret.created());
        answer.putObject("VersionIdsToStages").putArray(secret.versionId()).add(CURRENT);
        return answer;
    }

    private static ObjectNode identity(Secret secret) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ARN", secret.arn())
                .put("Name", secret.name())
                .put("CreatedDate", secret.created());
    }

    private static String id(ObjectNode request) {
        var id = request.path("SecretId").asText();
        if (id.isEmpty()) {
            throw new AwsError(400, "InvalidParameterException", "SecretId is missing");
        }
        return id;
    }

    private Secret byId(String arnOrName) {
        return find(arnOrName)
                .or(() -> byArn.values().stream()
                        .filter(secret -> secret.name().equals(arnOrName))
                        .findFirst())
                .orElseThrow(() -> new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret: " + arnOrName));
    }

    private Secret keep(Secret secret) {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            var temporary = Files.createTempFile(folder, "secret", ".tmp", ownerOnly);
            Files.write(temporary, JSON.writeValueAsBytes(secret));
            Files.move(temporary, file(secret), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + secret.arn() + " could not be written", e);
        }
        byArn.put(secret.arn(), secret);
        return secret;
    }

    private Path file(Secret secret) {
        var name = secret.arn().substring(secret.arn().lastIndexOf(':') + 1);
        return folder.resolve(name.replaceAll("[^A-Za-z0-9_.!-]", "_") + ".json");
    }

    private static double now() {
        return Instant.now().toEpochMilli() / 1000.0;
    }
}
