package dev.twospeed.handlers.database;

import dev.twospeed.handlers.environment.Credentials;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * The IAM authentication token of a database user: signed locally with the function's own credentials, without a call to AWS.
 *
 * <p>It is the URL of a request to connect, signed for a quarter of an hour
 * (<a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html">AWS: IAM database authentication</a>).
 * The SDK's signer makes it by itself; the client of RDS around it would cost a starting function many classes.
 */
public final class IamToken implements Password {
    private static final String SCHEME = "https://";
    private static final Duration VALID = Duration.ofMinutes(15);

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final DatabaseAddress address;
    private final String user;
    private final Credentials credentials;

    /** Tokens for one user. */
    public IamToken(DatabaseAddress address, String user, Credentials credentials) {
        this.address = address;
        this.user = user;
        this.credentials = credentials;
    }

    @Override
    public String get() {
        SdkHttpRequest connect = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("https")
                .host(address.host())
                .port(address.port())
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", user)
                .build();
        String url = signer.sign(sign -> sign.identity(credentials.get())
                        .request(connect)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, address.region())
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID))
                .request()
                .getUri()
                .toString();
        return url.substring(SCHEME.length());
    }
}
