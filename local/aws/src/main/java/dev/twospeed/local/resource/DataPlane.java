package dev.twospeed.local.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The real part behind resource types that do something, such as a bucket, a stream or a function.
 *
 * <p>Types without a data plane only keep their inputs. Calls for one resource never overlap; calls for different
 * resources may. A refusal is an {@link AwsError}, which the stack's user sees as the error of that resource.
 */
public interface DataPlane {
    /** The Pulumi type tokens it stands behind. */
    Set<String> types();

    /**
     * Makes the resource, or takes over what a creation of the same id that was killed halfway left behind.
     *
     * @return properties that only the data plane knows, such as a port; they are laid over the computed outputs
     */
    ObjectNode create(Resource resource);

    /**
     * Changes it in place; what needs a replacement never arrives here.
     *
     * @return as {@link #create}
     */
    ObjectNode update(Resource before, Resource after);

    /** Deletes it with what it holds, or refuses as AWS would (a bucket that is not empty). */
    void delete(Resource resource);

    /** Takes up a resource that was deployed before the embedded AWS was started; its data is on disk. */
    void resume(Resource resource);
}
