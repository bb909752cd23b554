package dev.twospeed.local.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the network interface of a function or job is.
 *
 * @param subnetIds none outside of every VPC
 * @param securityGroupIds the groups it is in
 */
public record Placement(List<String> subnetIds, List<String> securityGroupIds) {
    /** In AWS's own network, as functions and jobs are that name no subnet. */
    public static final Placement OUTSIDE = new Placement(List.of(), List.of());

    public Placement {
        subnetIds = List.copyOf(subnetIds);
        securityGroupIds = List.copyOf(securityGroupIds);
    }

    /** Reads the ids from two lists of a resource; a list that is missing is empty. */
    public static Placement of(JsonNode subnetIds, JsonNode securityGroupIds) {
        return new Placement(texts(subnetIds), texts(securityGroupIds));
    }

    /** Whether it is in a VPC. */
    public boolean inVpc() {
        return !subnetIds.isEmpty();
    }

    /** The texts of a list; none if it is missing. */
    public static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
