package dev.twospeed.stacks.foundation;

import com.pulumi.Context;
import dev.twospeed.stacks.common.Checkout;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.ServiceRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The foundation's config, namespace {@code twospeed}.
 *
 * @param protectData whether whatever holds data is protected from deletion
 * @param alarmEmail who is told of alarms, or empty
 * @param budgetMonthlyUsd dollars that a month may cost before the alarm topic hears of it, or 0 for no budget
 * @param additionalCaPem certificates of one more authority that the databases may use, or empty
 */
record FoundationConfig(
        boolean protectData,
        String permissionsBoundaryArn,
        Cidr vpcCidr,
        int availabilityZoneCount,
        EndpointChoice endpoints,
        int logRetentionDays,
        String alarmEmail,
        int budgetMonthlyUsd,
        Optional<ExistingVpc> existingVpc,
        Optional<SampleSettings> sampleSource,
        Optional<ExistingSource> existingSource,
        String additionalCaPem) {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern SECRET =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@!-]+");
    private static final Pattern PRODUCTION = Pattern.compile("prod(uction)?([^a-z].*)?");
    private static final Cidr DEFAULT_BLOCK = Cidr.parse("10.42.0.0/16").orElseThrow();

    /**
     * A network that somebody else owns.
     *
     * @param endpoints the services that it wants interface endpoints for
     * @param routeTableIds the subnets' route tables that want a gateway to S3; none if they have one
     */
    record ExistingVpc(
            String vpcId,
            List<String> subnetIds,
            String endpointSecurityGroupId,
            List<String> endpoints,
            List<String> routeTableIds) {
        boolean lacksEndpoints() {
            return !endpoints.isEmpty() || !routeTableIds.isEmpty();
        }
    }

    /** Size of the sample database. */
    record SampleSettings(String instanceClass, int backupDays) {}

    /** A shop database that somebody else owns. */
    record ExistingSource(String endpoint, int port, String database, String secretArn, String securityGroupId) {}

    /** Reads and checks the config; ends the program with all faults if there are any. */
    static FoundationConfig read(Context ctx, Checkout checkout) {
        var reader = ConfigReader.of(ctx);
        var config = new FoundationConfig(
                reader.flag("protectData"),
                ServiceRole.boundary(reader),
                cidr(reader),
                reader.integer("availabilityZoneCount", 2, 3),
                reader.choice("endpoints", EndpointChoice.class),
                reader.integerOf("logRetentionDays", EncryptedLogs.RETENTIONS),
                reader.optionalText("alarmEmail", EMAIL, "an e-mail address"),
                reader.integer("budgetMonthlyUsd", 0, 1_000_000),
                existingVpc(reader),
                sampleSource(reader),
                existingSource(reader),
                additionalCa(reader, checkout));
        if (config.sampleSource.isPresent() && config.existingSource.isPresent()) {
            reader.fault("sampleSource", true, "false if sourceEndpoint names a database");
        } else if (config.sampleSource.isPresent()
                && PRODUCTION.matcher(ctx.stackName()).matches()) {
            reader.fault("sampleSource", true, "false in production, whose shop is a real one; see sourceEndpoint");
        }
        reader.check();
        return config;
    }

    private static Cidr cidr(ConfigReader reader) {
        var text = reader.text("vpcCidr", Pattern.compile(".+"), "an IPv4 block");
        var cidr = Cidr.parse(text);
        if (cidr.isEmpty() && !text.isEmpty()) {
            reader.fault("vpcCidr", text, "an IPv4 block from /16 to /24 whose host bits are zero, as 10.42.0.0/16");
        }
        return cidr.orElse(DEFAULT_BLOCK);
    }

    private static Optional<ExistingVpc> existingVpc(ConfigReader reader) {
        var vpcId = reader.optionalText("existingVpcId", id("vpc"), "the id of a VPC, vpc-…");
        var subnets = reader.texts("existingSubnetIds", id("subnet"), "ids of private subnets, subnet-…");
        var group = reader.optionalText(
                "existingEndpointSecurityGroupId", id("sg"), "the id of the security group of its endpoints, sg-…");
        var services = EndpointChoice.FULL.services();
        var endpoints = reader
                .texts(
                        "existingVpcEndpoints",
                        Pattern.compile(String.join("|", services)),
                        "services that have an interface endpoint: " + services)
                .stream()
                .distinct()
                .toList();
        var routeTables =
                reader.texts("existingRouteTableIds", id("rtb"), "ids of the subnets' route tables, rtb-…").stream()
                        .distinct()
                        .toList();
        if (vpcId.isEmpty()) {
            if (!routeTables.isEmpty()) {
                reader.fault(
                        "existingRouteTableIds",
                        routeTables,
                        "nothing if existingVpcId is not set; the VPC made here has a gateway to S3");
            }
            if (!endpoints.isEmpty()) {
                reader.fault("existingVpcEndpoints", endpoints, "nothing if existingVpcId is not set; see endpoints");
            }
            return Optional.empty();
        }
        if (subnets.size() < 2) {
            reader.fault(
                    "existingSubnetIds", subnets, "at least two subnets in different zones if existingVpcId is set");
        }
        if (group.isEmpty()) {
            reader.fault("existingEndpointSecurityGroupId", group, "a security group if existingVpcId is set");
        }
        return Optional.of(new ExistingVpc(vpcId, subnets, group, endpoints, routeTables));
    }

    private static Optional<SampleSettings> sampleSource(ConfigReader reader) {
        var wanted = reader.flag("sampleSource");
        var settings = new SampleSettings(
                reader.text("sampleSourceInstanceClass", INSTANCE_CLASS, "a class of RDS instances, as db.t4g.small"),
                reader.integer("sampleSourceBackupDays", 0, 35));
        return wanted ? Optional.of(settings) : Optional.empty();
    }

    private static Optional<ExistingSource> existingSource(ConfigReader reader) {
        var endpoint = reader.optionalText("sourceEndpoint", HOST, "the host name of a MySQL database");
        var port = reader.integer("sourcePort", 1, 65535);
        var database = reader.optionalText("sourceDatabase", DATABASE, "the name of a database");
        var secret = reader.optionalText("sourceSecretArn", SECRET, "the ARN of a secret with username and password");
        var group = reader.optionalText("sourceSecurityGroupId", id("sg"), "the id of its security group, sg-…");
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        for (var needed : List.of(
                List.of("sourceDatabase", database),
                List.of("sourceSecretArn", secret),
                List.of("sourceSecurityGroupId", group))) {
            if (needed.get(1).isEmpty()) {
                reader.fault(needed.get(0), "", "a value if sourceEndpoint is set");
            }
        }
        return Optional.of(new ExistingSource(endpoint, port, database, secret, group));
    }

    private static String additionalCa(ConfigReader reader, Checkout checkout) {
        var key = "additionalDatabaseCa";
        var allowed = "the path, from the project's root, of a file of PEM certificates";
        var path = reader.optionalText(key, Pattern.compile("[^/].*"), allowed);
        if (path.isEmpty()) {
            return "";
        }
        try {
            var pem = Files.readString(checkout.root().resolve(path));
            if (pem.contains("-----BEGIN CERTIFICATE-----")) {
                return pem.strip() + "\n";
            }
            reader.fault(key, path, allowed + "; this file has none");
        } catch (IOException e) {
            reader.fault(key, path, allowed + "; this file cannot be read");
        }
        return "";
    }

    private static Pattern id(String prefix) {
        return Pattern.compile(prefix + "-[0-9a-f]{8,17}");
    }
}
