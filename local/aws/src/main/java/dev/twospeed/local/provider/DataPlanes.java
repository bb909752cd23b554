package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.DataPlane;
import dev.twospeed.local.resource.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real parts behind the types, in the order in which they depend on each other. */
final class DataPlanes {
    private final List<DataPlane> inOrder;
    private final Map<String, DataPlane> byType = new HashMap<>();

    DataPlanes(List<DataPlane> inOrder) {
        this.inOrder = List.copyOf(inOrder);
        for (var dataPlane : inOrder) {
            for (var type : dataPlane.types()) {
                if (byType.put(type, dataPlane) != null) {
                    throw new IllegalArgumentException("Two data planes claim " + type);
                }
            }
        }
    }

    ObjectNode create(Resource resource) {
        var dataPlane = byType.get(resource.type());
        return dataPlane == null ? JsonNodeFactory.instance.objectNode() : dataPlane.create(resource);
    }

    ObjectNode update(Resource before, Resource after) {
        var dataPlane = byType.get(after.type());
        return dataPlane == null ? JsonNodeFactory.instance.objectNode() : dataPlane.update(before, after);
    }

    void delete(Resource resource) {
        var dataPlane = byType.get(resource.type());
        if (dataPlane != null) {
            dataPlane.delete(resource);
        }
    }

    /** Takes up what was deployed in an earlier run: plane by plane, within a plane the oldest first. */
    void resume(List<StoredResource> resources) {
        resources.stream()
                .filter(StoredResource::created)
                .map(StoredResource::resource)
                .filter(resource -> byType.containsKey(resource.type()))
                .sorted(Comparator.comparingInt(resource -> inOrder.indexOf(byType.get(resource.type()))))
                .forEach(resource -> byType.get(resource.type()).resume(resource));
    }
}
