package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Resource;
import java.util.Optional;
import java.util.Set;

/**
 * Makes, changes and deletes resources: their record in the {@link ResourceStore} and the real part behind them.
 *
 * <p>A creation is written down before its data plane acts, so that a crash at any point leaves either nothing, or a
 * record which the next creation of the same URN takes over (its data plane then sees a creation of what may exist).
 */
final class Deployer {
    private static final String ARN = "arn";

    private final ResourceTypes types;
    private final ResourceStore store;
    private final Outputs outputs;
    private final DataPlanes dataPlanes;

    Deployer(ResourceTypes types, ResourceStore store, Outputs outputs, DataPlanes dataPlanes) {
        this.types = types;
        this.store = store;
        this.outputs = outputs;
        this.dataPlanes = dataPlanes;
    }

    /** What a preview of a creation knows. */
    ObjectNode previewCreate(Urn urn, ObjectNode inputs, DeploymentConfig config) {
        return outputs.previewCreate(types.get(urn.type()), inputs, config.defaultTags());
    }

    /**
     * Makes a resource.
     *
     * @param inputs checked inputs, secrets unwrapped
     * @param secrets names of the secret ones
     */
    Resource create(String urn, ObjectNode inputs, Set<String> secrets, DeploymentConfig config) {
        var type = types.get(Urn.parse(urn).type());
        var orphan = orphan(urn)
                .filter(stored -> InputDiff.of(type, stored.resource().inputs(), inputs)
                        .replaces()
                        .isEmpty());
        if (orphan.isPresent() && orphan.get().created()) {
            return update(urn, orphan.get().resource().id(), inputs, secrets, config, false);
        }
        var made = orphan.isPresent()
                ? outputs.update(type, orphan.get().resource().outputs(), inputs, Set.of(), config.defaultTags())
                : outputs.create(type, inputs, config.defaultTags());
        var resource = new Resource(urn, type.token(), made.path("id").asText(), inputs, made);
        refuseSameName(type, resource);
        long sequence = orphan.map(StoredResource::sequence).orElseGet(store::nextSequence);
        store.put(new StoredResource(resource, sequence, false, false, secrets));
        try {
            made.setAll(dataPlanes.create(resource));
        } catch (RuntimeException e) {
            store.remove(resource);
            throw e;
        }
        store.put(new StoredResource(resource, sequence, true, false, secrets));
        return resource;
    }

    /** What a preview of a change in place knows. */
    ObjectNode previewUpdate(String urn, String id, ObjectNode inputs, DeploymentConfig config) {
        var before = existing(urn, id).resource();
        var type = types.get(before.type());
        var changed = InputDiff.of(type, before.inputs(), inputs).properties();
        return outputs.previewUpdate(type, before.outputs(), inputs, type.computedAnew(changed), config.defaultTags());
    }

    /** Changes a resource in place. */
    Resource update(String urn, String id, ObjectNode inputs, Set<String> secrets, DeploymentConfig config) {
        return update(urn, id, inputs, secrets, config, true);
    }

    private Resource update(
            String urn, String id, ObjectNode inputs, Set<String> secrets, DeploymentConfig config, boolean confirmed) {
        var stored = existing(urn, id);
        var before = stored.resource();
        var type = types.get(before.type());
        var diff = InputDiff.of(type, before.inputs(), inputs);
        var made = outputs.update(
                type, before.outputs(), inputs, type.computedAnew(diff.properties()), config.defaultTags());
        var after = new Resource(urn, type.token(), id, inputs, made);
        made.setAll(dataPlanes.update(before, after));
        store.replace(before, new StoredResource(after, stored.sequence(), true, confirmed, secrets));
        return after;
    }

    /** The resource as it is, or nothing if it is gone. */
    Optional<StoredResource> read(String urn, String id) {
        return store.get(urn, id).filter(StoredResource::created);
    }

    /** Deletes a resource; one that is gone already is no error. */
    void delete(String urn, String id) {
        store.get(urn, id).ifPresent(stored -> {
            dataPlanes.delete(stored.resource());
            store.remove(stored.resource());
        });
    }

    /** Notes that the engine knows of a resource. */
    void confirm(String urn, String id) {
        read(urn, id).filter(stored -> !stored.confirmed()).ifPresent(stored -> store.put(stored.confirm()));
    }

    /** The resource of this URN whose creation the engine never heard about, because one of the two was killed. */
    Optional<StoredResource> orphan(String urn) {
        return store.withUrn(urn).stream().filter(stored -> !stored.confirmed()).findFirst();
    }

    private StoredResource existing(String urn, String id) {
        return read(urn, id)
                .orElseThrow(() -> new AwsError(
                        404,
                        "ResourceNotFoundException",
                        "'" + id + "' is not in the embedded AWS any more: run `pulumi refresh` for this stack (" + urn
                                + ")."));
    }

    private void refuseSameName(ResourceType type, Resource resource) {
        var arn = resource.outputs().path(ARN);
        if (type.name().isEmpty() || !type.name().get().auto() || !arn.isTextual()) {
            return;
        }
        for (var stored : store.all()) {
            var other = stored.resource();
            var same = other.type().equals(resource.type())
                    && other.outputs().path(ARN).equals(arn);
            if (same && !(other.urn().equals(resource.urn()) && other.id().equals(resource.id()))) {
                throw new AwsError(
                        409,
                        "ResourceAlreadyExistsException",
                        arn.textValue() + " exists already, deployed as " + other.urn() + ".");
            }
        }
    }
}
