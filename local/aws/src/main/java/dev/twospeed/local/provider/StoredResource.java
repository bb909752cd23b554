package dev.twospeed.local.provider;

import dev.twospeed.local.resource.Resource;
import java.util.Set;

/**
 * A resource as the state folder keeps it.
 *
 * @param sequence grows with each creation, so that what was made first is taken up first
 * @param created whether its data plane has made it; false only between the decision and the deed
 * @param confirmed whether the engine has shown that it knows of the resource. A creation whose answer the engine
 *     never wrote down stays unconfirmed, and the next run takes it over instead of making a second one
 * @param secrets names of the properties that are secret
 */
record StoredResource(Resource resource, long sequence, boolean created, boolean confirmed, Set<String> secrets) {
    StoredResource confirm() {
        return new StoredResource(resource, sequence, created, true, secrets);
    }
}
