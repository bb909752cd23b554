package dev.twospeed.local.rds;

import dev.twospeed.engines.IamLogins;
import dev.twospeed.local.iam.AccessKeys;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Which access keys may log in to one instance: those whose holder may {@code rds-db:connect} to the database user. */
final class InstanceLogins implements IamLogins {
    private final AccessKeys keys;
    private final BiPredicate<String, String> mayConnect;
    private final String userArns;

    /**
     * @param mayConnect by principal and ARN of the database user
     * @param resourceId the instance's, such as {@code db-ABC…}
     */
    InstanceLogins(AccessKeys keys, BiPredicate<String, String> mayConnect, String region, String resourceId) {
        this.keys = keys;
        this.mayConnect = mayConnect;
        this.userArns = "arn:aws:rds-db:" + region + ":" + AccessKeys.ACCOUNT + ":dbuser:" + resourceId + "/";
    }

    @Override
    public Optional<String> secretOf(String accessKeyId) {
        return keys.principal(accessKeyId).map(principal -> keys.of(principal).secret());
    }

    @Override
    public boolean mayConnect(String accessKeyId, String databaseUser) {
        return keys.principal(accessKeyId)
                .filter(principal -> mayConnect.test(principal, userArns + databaseUser))
                .isPresent();
    }
}
