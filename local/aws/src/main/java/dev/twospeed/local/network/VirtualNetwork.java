package dev.twospeed.local.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The networks that stacks deployed, and what a function or job reaches from where it is in them.
 *
 * <p>Networks' access lists, peerings and prefix lists of one's own are not evaluated, and a NAT gateway is taken to work.
 */
public final class VirtualNetwork implements DataPlane {
    /** S3 with TLS, on port 443 of AWS. */
    public static final String S3 = "s3";
    /** S3 without TLS, on port 80 of AWS. */
    public static final String S3_PLAIN = "s3 without TLS";
    /** CloudWatch Logs, which here is a file that Lambda and Glue write. */
    public static final String LOGS = "logs";
    /** The port that serves everything, for whoever asks from outside. */
    public static final String OTHER = "other services";

    private static final String DATABASE = "database ";

    private final String region;
    private final Map<String, Integer> ports;
    private final Supplier<Collection<Resource>> databases;
    private final Map<String, Map<String, Resource>> parts = new ConcurrentHashMap<>();

    /**
     * None yet; the provider tells of them as they are deployed or resumed.
     *
     * @param ports where the services listen, by the names of their endpoints
     * @param databases the instances that run, with the port of each
     */
    public VirtualNetwork(String region, Map<String, Integer> ports, Supplier<Collection<Resource>> databases) {
        this.region = region;
        this.ports = Map.copyOf(ports);
        this.databases = databases;
    }

    @Override
    public Set<String> types() {
        var types = new TreeSet<>(SecurityGroupRule.TYPES);
        types.addAll(Topology.TYPES);
        return types;
    }

    @Override
    public ObjectNode create(Resource resource) {
        parts.computeIfAbsent(resource.type(), type -> new ConcurrentHashMap<>())
                .put(resource.id(), resource);
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public ObjectNode update(Resource before, Resource after) {
        return create(after);
    }

    @Override
    public void delete(Resource resource) {
        parts.getOrDefault(resource.type(), Map.of()).remove(resource.id());
    }

    @Override
    public void resume(Resource resource) {
        var unused = create(resource);
    }

    /** What is reached from a place just now. */
    public Reach reach(Placement place) {
        var from = new Reachability(region, topology(), place);
        var open = new TreeMap<String, Integer>();
        var closed = new TreeMap<String, Integer>();
        ports.forEach((name, port) -> (from.service(name) ? open : closed).put(name, port));
        databases
                .get()
                .forEach(instance -> (from.database(instance) ? open : closed)
                        .put(
                                DATABASE + instance.outputs().path("identifier").asText(),
                                instance.outputs().path("port").asInt()));
        return new Reach(open, closed);
    }

    /**
     * What Glue says of a place where it starts no job, if it is one.
     *
     * @see <a href="https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html">AWS: setting up VPC to
     *     connect to JDBC data stores for Glue</a>
     */
    public Optional<String> unfitForJobs(Placement place) {
        return place.inVpc() ? new JobPlace(region, topology(), place).fault() : Optional.empty();
    }

    private Topology topology() {
        return new Topology(parts);
    }
}
