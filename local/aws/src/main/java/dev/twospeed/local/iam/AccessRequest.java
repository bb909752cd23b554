package dev.twospeed.local.iam;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A permission somebody asks for.
 *
 * @param principal ARN of a role or of the account's root, or an AWS service such as {@code events.amazonaws.com}
 * @param action such as {@code s3:GetObject}
 * @param resource its ARN, or {@code *} where AWS knows no resource
 * @param context condition keys and their values; keys in lower case
 */
record AccessRequest(String principal, String action, String resource, Map<String, String> context) {
    AccessRequest {
        var lower = new HashMap<String, String>();
        context.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value));
        // Every endpoint but S3's refuses anything else than TLS by itself.
        lower.putIfAbsent("aws:securetransport", "true");
        if (isService(principal)) {
            lower.put("aws:principalisawsservice", "true");
            lower.put("aws:principalservicename", principal);
        } else {
            lower.put("aws:principalisawsservice", "false");
            lower.put("aws:principalarn", principal);
            lower.put("aws:principalaccount", AccessKeys.ACCOUNT);
        }
        context = Map.copyOf(lower);
    }

    static boolean isService(String principal) {
        return principal.endsWith(".amazonaws.com");
    }

    boolean byService() {
        return isService(principal);
    }

    /** The value of a condition key, whose case does not matter. */
    Optional<String> value(String key) {
        return Optional.ofNullable(context.get(key.toLowerCase(Locale.ROOT)));
    }
}
