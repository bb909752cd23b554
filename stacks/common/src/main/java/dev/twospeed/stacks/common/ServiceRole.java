package dev.twospeed.stacks.common;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.regex.Pattern;

/**
 * A role that a service takes on for one function, job or stream. All roles are made here, so that each carries the environment's
 * permissions boundary, if there is one.
 */
public final class ServiceRole {
    private static final Pattern BOUNDARY =
            Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[A-Za-z0-9/+=,.@_-]{1,128}");

    private final Role role;
    private final RolePolicy policy;

    /**
     * Makes the role and its only policy.
     *
     * @param description for whom the role is
     * @param trust who may take it on, as {@link PolicyDocument#trust(Scope, String)} makes it
     * @param permissions all that it may do
     */
    public ServiceRole(
            String name,
            Scope scope,
            String description,
            Output<String> trust,
            PolicyDocument permissions,
            Resource parent) {
        var args = RoleArgs.builder()
                .name(scope.name(name, 64))
                .description(description)
                .assumeRolePolicy(trust)
                .tags(scope.tags(name));
        if (!scope.permissionsBoundaryArn().isEmpty()) {
            args.permissionsBoundary(scope.permissionsBoundaryArn());
        }
        role = new Role(name, args.build(), scope.childOf(parent));
        policy = new RolePolicy(
                name,
                RolePolicyArgs.builder()
                        .name("permissions")
                        .role(role.id())
                        .policy(permissions.json())
                        .build(),
                scope.childOf(parent));
    }

    /** Reads the key {@code permissionsBoundaryArn}, which every stack has: a policy's ARN, or empty for none. */
    public static String boundary(ConfigReader reader) {
        return reader.optionalText(
                "permissionsBoundaryArn", BOUNDARY, "the ARN of a policy of IAM, arn:aws:iam::<account>:policy/<name>");
    }

    public Output<String> arn() {
        return role.arn();
    }

    /** What must be there before the role can do its work. */
    public Resource policy() {
        return policy;
    }
}
