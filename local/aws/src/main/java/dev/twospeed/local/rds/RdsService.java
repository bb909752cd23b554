package dev.twospeed.local.rds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.EngineException;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.engines.MysqlServer;
import dev.twospeed.engines.RdsPostgres;
import dev.twospeed.local.Ports;
import dev.twospeed.local.api.QueryService;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Refusal;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.secrets.Secret;
import dev.twospeed.local.secrets.SecretsService;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * RDS: an instance is a real server of its own, with its data in a folder named after the instance's resource id.
 *
 * <p>Engine {@code postgres} is PostgreSQL 16 with pgvector behind a port that checks TLS, passwords and IAM tokens;
 * engine {@code mysql} is a server that speaks MySQL's protocol.
 */
public final class RdsService implements DataPlane, QueryService, AutoCloseable {
    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String POSTGRES_VERSION = "16.14";

    private final Path folder;
    private final Ports ports;
    private final SecretsService secrets;
    private final AccessKeys keys;
    private final LocalAuthority authority;
    private final String region;
    private final BiPredicate<String, String> mayConnect;
    private final DatabaseEvents events;
    private final Map<String, Closeable> running = new ConcurrentHashMap<>();
    private final Map<String, Resource> instances = new ConcurrentHashMap<>();

    /**
     * @param folder where the data of all instances is
     * @param mayConnect whether a principal (ARN) has {@code rds-db:connect} for a database user
     *     ({@code arn:aws:rds-db:<region>:<account>:dbuser:<resource id>/<user>})
     * @param events tells who subscribed what happens to instances
     */
    public RdsService(
            Path folder,
            Ports ports,
            SecretsService secrets,
            AccessKeys keys,
            LocalAuthority authority,
            String region,
            BiPredicate<String, String> mayConnect,
            DatabaseEvents events) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.keys = keys;
        this.authority = authority;
        this.region = region;
        this.mayConnect = mayConnect;
        this.events = events;
    }

    @Override
    public Set<String> types() {
        return Set.of(INSTANCE);
    }

    @Override
    public ObjectNode create(Resource resource) {
        var inputs = resource.inputs();
        var version = checkEngine(inputs);
        var outputs = JsonNodeFactory.instance.objectNode();
        var password = inputs.path("password").asText();
        if (inputs.path("manageMasterUserPassword").asBoolean()) {
            var secret = secrets.create(
                    "rds!db-" + UUID.randomUUID(),
                    MasterPassword.secretString(inputs.path("username").asText()),
                    inputs.path("masterUserSecretKmsKeyId").asText(),
                    "rds");
            describe(secret, outputs);
            password = MasterPassword.of(secret);
        } else {
            password = MasterPassword.given(password);
        }
        var port = start(resource, password);
        instances.put(resource.id(), resource);
        events.tell(resource, "RDS-EVENT-0005", "creation", "DB instance created");
        outputs.put("address", "localhost");
        outputs.put("port", port);
        outputs.put("endpoint", "localhost:" + port);
        outputs.put("status", "available");
        outputs.put("engineVersionActual", version);
        return outputs;
    }

    /** The instances that run, with the port of each among its outputs. */
    public Collection<Resource> instances() {
        return List.copyOf(instances.values());
    }

    /** Settings of an instance are AWS's business; its data and address never change with them. */
    @Override
    public ObjectNode update(Resource before, Resource after) {
        checkEngine(after.inputs());
        instances.put(after.id(), after);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void delete(Resource resource) {
        var inputs = resource.inputs();
        if (inputs.path("deletionProtection").asBoolean()) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (!inputs.path("skipFinalSnapshot").asBoolean()
                && inputs.path("finalSnapshotIdentifier").asText().isEmpty()) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        stop(resource.id());
        secrets.delete(secretArn(resource));
        deleteTree(folder(resource));
        ports.release(portName(resource));
        instances.remove(resource.id());
        events.tell(resource, "RDS-EVENT-0003", "deletion", "DB instance deleted");
    }

    @Override
    public void resume(Resource resource) {
        start(resource, password(resource));
        instances.put(resource.id(), resource);
    }

    @Override
    public String apiVersion() {
        return "2014-10-31";
    }

    @Override
    public ObjectNode handle(String action, Map<String, String> parameters, String caller) {
        if (!action.equals("RebootDBInstance")) {
            throw new AwsError(
                    400, "InvalidAction", "The embedded RDS does not serve " + action + "; it serves RebootDBInstance");
        }
        var identifier = parameters.getOrDefault("DBInstanceIdentifier", "");
        var instance = instances.values().stream()
                .filter(candidate ->
                        candidate.outputs().path("identifier").asText().equals(identifier))
                .findFirst()
                .orElseThrow(() -> new AwsError(404, "DBInstanceNotFound", "DBInstance " + identifier + " not found."));
        reboot(instance);
        var answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("DBInstance").put("DBInstanceIdentifier", identifier).put("DBInstanceStatus", "available");
        return answer;
    }

    private synchronized void reboot(Resource instance) {
        stop(instance.id());
        events.tell(instance, "RDS-EVENT-0004", "availability", "DB instance shutdown");
        start(instance, password(instance));
        events.tell(instance, "RDS-EVENT-0006", "availability", "DB instance restarted");
    }

    private String password(Resource resource) {
        var managed = secretArn(resource);
        return managed.isEmpty()
                ? resource.inputs().path("password").asText()
                : MasterPassword.of(secrets.find(managed)
                        .orElseThrow(() -> new Refusal("The secret " + managed + " of the database " + resource.id()
                                + " is gone: run `./twospeed destroy` and deploy again, or restore .twospeed.")));
    }

    /** Stops every instance; their data stays. */
    @Override
    public void close() {
        running.keySet().forEach(this::stop);
    }

    /** Answers the version that runs, or refuses an engine that is not here. */
    private static String checkEngine(ObjectNode inputs) {
        var engine = inputs.path("engine").asText();
        var version = inputs.path("engineVersion").asText();
        var major = version.split("\\.", 2)[0];
        if (engine.equals("postgres") && (version.isEmpty() || major.equals("16"))) {
            return POSTGRES_VERSION;
        }
        if (engine.equals("mysql")) {
            return version.isEmpty() ? "8.4" : version;
        }
        throw new AwsError(
                400,
                "InvalidParameterCombination",
                "Cannot find version " + version + " for " + engine
                        + ": the embedded RDS has postgres 16 and mysql (see rds in local/aws).");
    }

    private int start(Resource resource, String password) {
        var inputs = resource.inputs();
        var place = folder(resource);
        try {
            if (inputs.path("engine").asText().equals("postgres")) {
                var logins = new InstanceLogins(keys, mayConnect, region, resource.id());
                var port = ports.of(portName(resource));
                var instance = RdsPostgres.in(place)
                        .port(port)
                        .authority(authority)
                        .master(inputs.path("username").asText(), password)
                        .database(inputs.path("dbName").asText("postgres"))
                        .iam(region, logins)
                        .start();
                running.put(resource.id(), instance);
                return port;
            }
            MysqlServer.stopLeftOver(place); // one that a killed process left behind still has the port
            var port = ports.of(portName(resource));
            var server = MysqlServer.in(place)
                    .port(port)
                    .authority(authority)
                    .master(inputs.path("username").asText(), password)
                    .database(inputs.path("dbName").asText("mysql"))
                    .start();
            running.put(resource.id(), server);
            return port;
        } catch (EngineException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private void stop(String id) {
        var instance = running.remove(id);
        if (instance != null) {
            try {
                instance.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Stopping the database " + id + " failed", e);
            }
        }
    }

    private static void describe(Secret secret, ObjectNode outputs) {
        outputs.putArray("masterUserSecrets")
                .addObject()
                .put("secretArn", secret.arn())
                .put("secretStatus", "active")
                .put("kmsKeyId", secret.kmsKeyId());
    }

    private static String secretArn(Resource resource) {
        return resource.outputs()
                .path("masterUserSecrets")
                .path(0)
                .path("secretArn")
                .asText();
    }

    private static String portName(Resource resource) {
        return "rds-" + resource.id();
    }

    private Path folder(Resource resource) {
        return folder.resolve(resource.id());
    }

    private static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Deleting the database in " + folder + " failed", e);
        }
    }
}
