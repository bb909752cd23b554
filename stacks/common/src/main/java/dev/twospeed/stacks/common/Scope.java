package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.inputs.GetCallerIdentityPlainArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all resources of one stack have in common: the environment, where they live, how they are named, tagged and kept.
 *
 * <p>Names carry environment and region, so that two environments, or one in two regions, stand side by side in an account. A
 * name that AWS would find too long keeps its beginning and gets a hash of the whole.
 */
public final class Scope {
    private static final String PRODUCT = "twospeed";
    private static final int HASH_LENGTH = 8;

    private final String stack;
    private final String environment;
    private final String region;
    private final boolean protectData;
    private final String permissionsBoundaryArn;
    private final Output<String> account;

    private Scope(
            String stack,
            String environment,
            String region,
            boolean protectData,
            String permissionsBoundaryArn,
            Output<String> account) {
        this.stack = stack;
        this.environment = environment;
        this.region = region;
        this.protectData = protectData;
        this.permissionsBoundaryArn = permissionsBoundaryArn;
        this.account = account;
    }

    /**
     * The scope of a running program.
     *
     * @param stack the folder's name under {@code stacks/}
     * @param protectData whether stateful resources are protected from deletion
     * @param permissionsBoundaryArn the policy that bounds every role, or empty; see {@link ServiceRole#boundary}
     */
    public static Scope of(Context ctx, String stack, boolean protectData, String permissionsBoundaryArn) {
        var account = AwsFunctions.getCallerIdentityPlain(GetCallerIdentityPlainArgs.Empty);
        return new Scope(
                stack,
                ctx.stackName(),
                region(ctx),
                protectData,
                permissionsBoundaryArn,
                Output.of(account.thenApply(identity -> identity.accountId())));
    }

    private static String region(Context ctx) {
        return ctx.config("aws")
                .get("region")
                .orElseThrow(
                        () -> Faults.sentence("aws:region is not set: run `pulumi config set aws:region <region>`, "
                                + "for example with us-east-1"));
    }

    public String environment() {
        return environment;
    }

    public String region() {
        return region;
    }

    /** The id of the account that is deployed to, 12 digits. */
    public Output<String> account() {
        return account;
    }

    public boolean protectData() {
        return protectData;
    }

    String permissionsBoundaryArn() {
        return permissionsBoundaryArn;
    }

    /** {@code twospeed-<environment>-<region>-<what>}, at most {@code limit} characters long. */
    public String name(String what, int limit) {
        return shorten(String.join("-", PRODUCT, environment, region, what), limit);
    }

    /** As {@link #name}, with underscores: for the names of databases and tables. */
    public String identifier(String what, int limit) {
        return name(what, limit).replace('-', '_').toLowerCase(java.util.Locale.ROOT);
    }

    /** A bucket's name: as {@link #name}, and with the account, because bucket names are global. */
    public Output<String> bucketName(String what) {
        return account.applyValue(id -> shorten(String.join("-", PRODUCT, environment, region, id, what), 63));
    }

    private static String shorten(String name, int limit) {
        if (name.length() <= limit) {
            return name;
        }
        return name.substring(0, limit - HASH_LENGTH - 1) + "-"
                + HexFormat.of()
                        .formatHex(sha256(name.getBytes(StandardCharsets.UTF_8)))
                        .substring(0, HASH_LENGTH);
    }

    /** The tags of a resource; {@code what} is what a person looking at the console should read. */
    public Map<String, String> tags(String what) {
        return new TreeMap<>(Map.of(
                "Project", PRODUCT,
                "Environment", environment,
                "Stack", stack,
                "Name", String.join("-", PRODUCT, environment, what)));
    }

    /** {@code aws}, or the partition of the Chinese and government regions. */
    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** {@code arn:<partition>:<service>:<region>:<account>:<resource>}. */
    public Output<String> arn(String service, String resource) {
        return account.applyValue(id -> String.join(":", "arn", partition(), service, region, id, resource));
    }

    /** Options of a resource below a component. */
    public CustomResourceOptions childOf(Resource parent) {
        return CustomResourceOptions.builder().parent(parent).build();
    }

    /** Options of a resource that holds data: protected from deletion where the environment says so. */
    public CustomResourceOptions statefulChildOf(Resource parent) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .protect(protectData)
                .build();
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
