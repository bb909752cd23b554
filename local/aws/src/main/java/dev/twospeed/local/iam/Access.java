package dev.twospeed.local.iam;

import dev.twospeed.local.resource.AwsError;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides who may do what, as AWS does within one account.
 *
 * <p>A deny anywhere wins. A role is allowed what its own policies or the resource's policy allow, within its boundary; a
 * service only what the resource's policy allows; the account's root whatever no policy of a resource denies. A key has
 * the last word on itself: its policy allows, or leaves it to the account's policies.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation
 *     logic</a>
 */
public final class Access {
    private final Policies policies;
    private final String region;

    /** Decides by these policies. */
    public Access(Policies policies, String region) {
        this.policies = policies;
        this.region = region;
    }

    private record Verdict(Decision decision, String why) {
        static final Verdict ALLOWED = new Verdict(Decision.ALLOW, "");

        static Verdict denied(String kind) {
            return new Verdict(Decision.EXPLICIT_DENY, "with an explicit deny in " + kind + " policy");
        }

        static Verdict unmentioned(String kind, String action) {
            return new Verdict(Decision.IMPLICIT_DENY, "because no " + kind + " allows the " + action + " action");
        }
    }

    /**
     * What the policies say.
     *
     * @param principal ARN of a role or of the account's root, or an AWS service such as {@code events.amazonaws.com}
     * @param context condition keys that the service sends, such as {@code aws:SourceArn}, with their values
     */
    public Decision decide(String principal, String action, String resource, Map<String, String> context) {
        return verdict(new AccessRequest(principal, action, resource, context)).decision();
    }

    /** Whether the policies allow it. */
    public boolean allows(String principal, String action, String resource, Map<String, String> context) {
        return decide(principal, action, resource, context) == Decision.ALLOW;
    }

    /**
     * Lets pass what the policies allow.
     *
     * @throws AwsError AccessDeniedException in AWS's own words
     */
    public void check(String principal, String action, String resource, Map<String, String> context) {
        var verdict = verdict(new AccessRequest(principal, action, resource, context));
        if (verdict.decision() != Decision.ALLOW) {
            throw new AwsError(
                    403,
                    "AccessDeniedException",
                    "User: " + shown(principal) + " is not authorized to perform: " + action + " on resource: "
                            + resource + " " + verdict.why());
        }
    }

    /** As the other one, for a service that sends no context. */
    public void check(String principal, String action, String resource) {
        check(principal, action, resource, Map.of());
    }

    /**
     * Lets a service use a key on behalf of a principal.
     *
     * @param key its ARN, id or alias
     * @param service whose data is encrypted, such as {@code s3}
     * @param context such as {@code kms:EncryptionContext:aws:s3:arn}
     * @throws AwsError AccessDeniedException in AWS's own words
     */
    public void checkKey(String principal, String action, String key, String service, Map<String, String> context) {
        var all = new HashMap<>(context);
        all.put("kms:ViaService", service + "." + region + ".amazonaws.com");
        all.put("kms:CallerAccount", AccessKeys.ACCOUNT);
        check(principal, action, policies.keyArn(key), all);
    }

    /**
     * Whether a service may take on a role.
     *
     * @param context what the service sends, such as {@code sts:ExternalId} or {@code aws:SourceAccount}
     */
    public boolean mayAssume(String service, String roleArn, Map<String, String> context) {
        var request = new AccessRequest(service, "sts:AssumeRole", roleArn, context);
        return policies.trust(roleArn)
                .filter(trust -> trust.asResource(request) == Decision.ALLOW)
                .isPresent();
    }

    private Verdict verdict(AccessRequest request) {
        var ofResource = policies.ofResource(request.resource());
        var byResource = ofResource.asResource(request);
        if (byResource == Decision.EXPLICIT_DENY) {
            return Verdict.denied("a resource-based");
        }
        var key = request.resource().startsWith("arn:aws:kms:");
        if (request.byService() || (key && request.principal().equals(AccessKeys.OPERATOR))) {
            return byResource == Decision.ALLOW || ofResource.delegates(request)
                    ? Verdict.ALLOWED
                    : Verdict.unmentioned("resource-based policy", request.action());
        }
        if (request.principal().equals(AccessKeys.OPERATOR)) {
            return Verdict.ALLOWED;
        }
        return ofRole(request, byResource, !key || ofResource.delegates(request));
    }

    private Verdict ofRole(AccessRequest request, Decision byResource, boolean identityCounts) {
        var byIdentity = policies.ofIdentity(request.principal()).asIdentity(request);
        if (byIdentity == Decision.EXPLICIT_DENY) {
            return Verdict.denied("an identity-based");
        }
        var boundary = policies.boundary(request.principal());
        var byBoundary = boundary.map(policy -> policy.asIdentity(request)).orElse(Decision.ALLOW);
        if (byBoundary == Decision.EXPLICIT_DENY) {
            return Verdict.denied("a permissions boundary");
        }
        if (byResource != Decision.ALLOW && byIdentity != Decision.ALLOW) {
            return Verdict.unmentioned("identity-based policy", request.action());
        }
        if (byResource != Decision.ALLOW && !identityCounts) {
            return Verdict.unmentioned("resource-based policy", request.action());
        }
        return byBoundary == Decision.ALLOW
                ? Verdict.ALLOWED
                : Verdict.unmentioned("permissions boundary", request.action());
    }

    /** A role's session as AWS shows it. */
    private static String shown(String principal) {
        int role = principal.indexOf(":role/");
        if (role < 0) {
            return principal;
        }
        var name = principal.substring(principal.lastIndexOf('/') + 1);
        return "arn:aws:sts::" + AccessKeys.ACCOUNT + ":assumed-role/" + name + "/" + name;
    }
}
