package dev.twospeed.handlers.environment;

/** The credentials of a role, as they are now. */
@FunctionalInterface
public interface Credentials {
    /**
     * Asks for them.
     *
     * @throws java.io.UncheckedIOException if there are none
     */
    AccessKey get();

    /** Those of the variables that Lambda sets, which need no further look; where it sets none, as in a function with SnapStart, the chain's. */
    static Credentials ofFunction(Environment environment) {
        String id = environment.textOrNull("AWS_ACCESS_KEY_ID");
        String secret = environment.textOrNull("AWS_SECRET_ACCESS_KEY");
        if (id != null && secret != null) {
            AccessKey fixed = new AccessKey(id, secret, environment.textOrNull("AWS_SESSION_TOKEN"));
            return () -> fixed;
        }
        return ofChain();
    }

    /** Those that the SDK's chain of places finds, which asks for new ones in time. */
    static Credentials ofChain() {
        return new ChainedCredentials();
    }
}
