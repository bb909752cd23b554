package dev.twospeed.handlers.environment;

import org.jspecify.annotations.Nullable;

/**
 * What a request to AWS is signed with.
 *
 * @param id what AWS knows the key by
 * @param secret never sent
 * @param sessionToken what is sent along if the key is of a session, null if it lasts
 */
public record AccessKey(String id, String secret, @Nullable String sessionToken) {
    /** Without what nobody may read. */
    @Override
    public String toString() {
        return "AccessKey " + id;
    }
}
