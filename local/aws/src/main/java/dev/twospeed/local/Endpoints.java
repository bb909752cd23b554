package dev.twospeed.local;

import dev.twospeed.local.iam.AccessKeys.AccessKey;
import dev.twospeed.local.network.ServiceEndpoint;
import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the embedded AWS listens, all on 127.0.0.1.
 *
 * @param s3 the S3 endpoint, with TLS
 * @param api the endpoint of every other service
 * @param region the region it plays
 * @param trustStore what a JVM has to trust to talk to S3
 * @param services the ports of single services, for functions and jobs, which may reach one and not another
 */
public record Endpoints(URI s3, URI api, String region, Path trustStore, Map<ServiceEndpoint, URI> services) {
    /** The endpoints that everybody outside uses. */
    public Endpoints(URI s3, URI api, String region, Path trustStore) {
        this(s3, api, region, trustStore, Map.of());
    }

    /** The same for whoever is no function and no job: all services by the common port. */
    Endpoints outside() {
        return new Endpoints(s3, api, region, trustStore);
    }

    /** The option with which a JVM trusts S3's certificate, as every JVM trusts AWS's. */
    public String trustOption() {
        return "-Djavax.net.ssl.trustStore=" + trustStore;
    }

    /** The same for a client in this JVM. */
    public TrustManager[] trustManagers() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(KeyStore.getInstance(trustStore.toFile(), (char[]) null));
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new Refusal(
                    "The certificates in " + trustStore + " could not be read (" + e.getMessage()
                            + "): start the embedded AWS again, it writes them anew.",
                    e);
        }
    }

    /** The environment variables with which any AWS SDK talks to the embedded AWS as the holder of a key. */
    public Map<String, String> environment(AccessKey key) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("AWS_REGION", region);
        variables.put("AWS_DEFAULT_REGION", region);
        variables.put("AWS_ACCESS_KEY_ID", key.id());
        variables.put("AWS_SECRET_ACCESS_KEY", key.secret());
        variables.put("AWS_ENDPOINT_URL", api.toString());
        variables.put("AWS_ENDPOINT_URL_S3", s3.toString());
        services.forEach((service, endpoint) -> variables.put(service.variable(), endpoint.toString()));
        return variables;
    }
}
