package dev.twospeed.handlers.database;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** The IAM authentication token of a database user: signed locally with the function's own credentials, without a call to AWS. */
public final class IamToken implements Password {
    private final DatabaseAddress address;
    private final String user;
    private final RdsUtilities utilities;

    /** Tokens for one user, signed with the credentials of the environment. */
    public IamToken(DatabaseAddress address, String user, Region region) {
        this(address, user, region, DefaultCredentialsProvider.builder().build());
    }

    IamToken(DatabaseAddress address, String user, Region region, AwsCredentialsProvider credentials) {
        this.address = address;
        this.user = user;
        this.utilities = RdsUtilities.builder()
                .region(region)
                .credentialsProvider(credentials)
                .build();
    }

    @Override
    public String get() {
        return utilities.generateAuthenticationToken(
                request -> request.hostname(address.host()).port(address.port()).username(user));
    }
}
