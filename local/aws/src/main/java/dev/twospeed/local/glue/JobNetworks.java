package dev.twospeed.local.glue;

import dev.twospeed.local.network.Isolation;
import dev.twospeed.local.network.Placement;
import dev.twospeed.local.network.ProcessNetwork;
import dev.twospeed.local.network.Reach;
import dev.twospeed.local.network.VirtualNetwork;
import dev.twospeed.local.resource.Resource;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that stacks declare, which give jobs their network. */
final class JobNetworks {
    private final ProcessNetwork network;
    private final Map<String, Placement> connections = new ConcurrentHashMap<>();

    JobNetworks(ProcessNetwork network) {
        this.network = network;
    }

    void put(Resource connection) {
        var requirements = connection.inputs().path("physicalConnectionRequirements");
        var subnets = new ArrayList<String>();
        if (requirements.hasNonNull("subnetId")) {
            subnets.add(requirements.path("subnetId").asText());
        }
        var groups = Placement.texts(requirements.path("securityGroupIdLists"));
        connections.put(Catalog.nameOf(connection), new Placement(subnets, groups));
    }

    void remove(Resource connection) {
        connections.remove(Catalog.nameOf(connection));
    }

    /**
     * What a job reaches by its connections.
     *
     * @throws JobFailed when Glue would not start it in such a network, or could not fetch its script
     */
    Reach reach(JobSpec job) {
        var place = place(job);
        network.map().unfitForJobs(place).ifPresent(fault -> {
            throw new JobFailed("LAUNCH ERROR | " + fault);
        });
        var reach = network.map().reach(place);
        if (!reach.covers(VirtualNetwork.S3)) {
            // The driver fetches its script by itself, from within its network.
            throw new JobFailed("LAUNCH ERROR | Error downloading from S3 for " + job.script() + ": connect timed out");
        }
        return reach;
    }

    Isolation isolation() {
        return network.isolation();
    }

    private Placement place(JobSpec job) {
        var subnets = new ArrayList<String>();
        var groups = new ArrayList<String>();
        for (var name : job.connections()) {
            var connection = connections.get(name);
            if (connection == null) {
                throw new JobFailed("LAUNCH ERROR | Connection " + name + " not found");
            }
            subnets.addAll(connection.subnetIds());
            groups.addAll(connection.securityGroupIds());
        }
        return new Placement(subnets, groups);
    }
}
