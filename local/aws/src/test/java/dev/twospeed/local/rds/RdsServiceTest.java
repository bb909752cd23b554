package dev.twospeed.local.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.LocalAuthority;
import dev.twospeed.local.Ports;
import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.iam.Policies;
import dev.twospeed.local.messaging.SnsService;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import dev.twospeed.local.secrets.SecretsService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class RdsServiceTest {
    private static final String REGION = "us-east-1";
    private static final String READER = "arn:aws:iam::000000000000:role/reader";

    @TempDir
    private Path state;

    private final java.util.Set<String> permitted = ConcurrentHashMap.newKeySet();
    private AccessKeys keys;
    private SecretsService secrets;
    private LocalAuthority authority;
    private RdsService rds;

    @BeforeEach
    void start() {
        keys = AccessKeys.open(state);
        authority = LocalAuthority.open(state);
        open();
    }

    private void open() {
        secrets = new SecretsService(state.resolve("secrets"), REGION, new Granting().access());
        rds = new RdsService(
                state.resolve("databases"),
                Ports.open(state.resolve("ports.json")),
                secrets,
                keys,
                authority,
                REGION,
                (principal, user) -> permitted.contains(principal + " " + user),
                new DatabaseEvents(
                        new SnsService(state.resolve("sns"), new Access(new Policies(REGION), REGION)), REGION));
    }

    @AfterEach
    void stop() {
        rds.close();
    }

    @Test
    void shouldKeepPasswordAddressAndData_whenPostgresIsTakenUpAgain() throws Exception {
        var made = created(postgres());
        assertThat(made.outputs().path("address").asText()).isEqualTo("localhost");
        assertThat(made.outputs().path("endpoint").asText())
                .isEqualTo("localhost:" + made.outputs().path("port").asInt());
        var secret = made.outputs().path("masterUserSecrets").path(0);
        assertThat(secret.path("secretArn").asText())
                .matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!db-[0-9a-f-]{36}-[A-Za-z0-9]{6}");
        assertThat(secret.path("kmsKeyId").asText()).isEqualTo("arn:aws:kms:us-east-1:000000000000:key/k");
        var login = login(made);
        assertThat(login.path("username").asText()).isEqualTo("twospeed_admin");
        try (var master = connect(made, "twospeed_admin", login.path("password").asText())) {
            run(master, "create table kept as select 42 as x");
        }
        rds.close();
        open();
        rds.resume(made);
        try (var master = connect(
                        made, "twospeed_admin", login(made).path("password").asText());
                var rows = master.createStatement().executeQuery("select x from kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void shouldLetRoleInByTheSdksToken_onlyWhenItMayConnect() throws Exception {
        var made = created(postgres());
        try (var master =
                connect(made, "twospeed_admin", login(made).path("password").asText())) {
            run(master, "create role app_reader login; grant rds_iam to app_reader");
        }
        var port = made.outputs().path("port").asInt();
        var key = keys.of(READER);
        var token = RdsUtilities.builder()
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build()
                .generateAuthenticationToken(
                        r -> r.hostname("localhost").port(port).username("app_reader"));
        assertThatThrownBy(() -> connect(made, "app_reader", token)).hasMessageContaining("PAM authentication failed");
        permitted.add(READER + " arn:aws:rds-db:us-east-1:000000000000:dbuser:" + made.id() + "/app_reader");
        connect(made, "app_reader", token).close();
    }

    @Test
    void shouldDeleteDataSecretAndPort_whenUnprotected() {
        var made = created(postgres());
        var arn = made.outputs()
                .path("masterUserSecrets")
                .path(0)
                .path("secretArn")
                .asText();
        rds.delete(made);
        assertThat(secrets.find(arn)).isEmpty();
        assertThat(state.resolve("databases").resolve(made.id())).doesNotExist();
        assertThat(state.resolve("ports.json")).content().doesNotContain(made.id());
    }

    @Test
    void shouldRefuseDeletion_whenProtectedOrFinalSnapshotIsUnnamed() {
        var inputs = postgres();
        inputs.put("deletionProtection", true);
        assertThatThrownBy(() -> rds.delete(resource(inputs, inputs.deepCopy())))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("disable deletion protection");
        inputs.put("deletionProtection", false).put("skipFinalSnapshot", false);
        assertThatThrownBy(() -> rds.delete(resource(inputs, inputs.deepCopy())))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("FinalDBSnapshotIdentifier");
    }

    @Test
    void shouldRefuseEngine_whenItIsNotHere() {
        for (var wanted : new String[][] {{"postgres", "15.4"}, {"oracle-ee", "19"}}) {
            var inputs = postgres();
            inputs.put("engine", wanted[0]).put("engineVersion", wanted[1]);
            assertThatThrownBy(() -> rds.create(resource(inputs, inputs.deepCopy())))
                    .isInstanceOf(AwsError.class)
                    .hasMessageContaining("Cannot find version " + wanted[1] + " for " + wanted[0]);
        }
    }

    @Test
    void shouldServeMysqlOverTls_whenEngineIsMysql() throws Exception {
        var inputs = postgres();
        inputs.put("engine", "mysql")
                .put("engineVersion", "8.4")
                .put("dbName", "classicmodels")
                .put("username", "admin");
        var made = created(inputs);
        var properties = new Properties();
        properties.setProperty("user", "admin");
        properties.setProperty("password", login(made).path("password").asText());
        properties.setProperty("sslMode", "REQUIRED");
        try (var connection = DriverManager.getConnection(
                "jdbc:mysql://" + made.outputs().path("endpoint").asText() + "/classicmodels", properties)) {
            run(connection, "create table t (x int)");
        }
        rds.delete(made);
        assertThat(Files.exists(state.resolve("databases").resolve(made.id()))).isFalse();
    }

    private Resource created(ObjectNode inputs) {
        var resource = resource(inputs, inputs.deepCopy());
        resource.outputs().setAll(rds.create(resource));
        return resource;
    }

    private static Resource resource(ObjectNode inputs, ObjectNode outputs) {
        return new Resource(
                "urn:pulumi:local::twospeed-vector-db::aws:rds/instance:Instance::vectors",
                "aws:rds/instance:Instance",
                "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                inputs,
                outputs);
    }

    private static ObjectNode postgres() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("engine", "postgres")
                .put("engineVersion", "16")
                .put("dbName", "recommendations")
                .put("username", "twospeed_admin")
                .put("manageMasterUserPassword", true)
                .put("masterUserSecretKmsKeyId", "arn:aws:kms:us-east-1:000000000000:key/k")
                .put("skipFinalSnapshot", true);
    }

    private com.fasterxml.jackson.databind.JsonNode login(Resource made) throws Exception {
        var arn = made.outputs()
                .path("masterUserSecrets")
                .path(0)
                .path("secretArn")
                .asText();
        return new ObjectMapper().readTree(secrets.find(arn).orElseThrow().value());
    }

    private Connection connect(Resource made, String user, String password) throws Exception {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", authority.caFile().toString());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + made.outputs().path("endpoint").asText() + "/recommendations", properties);
    }

    private static void run(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
