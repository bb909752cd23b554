package dev.twospeed.local.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A signed request to a service of the REST protocol.
 *
 * @param path decoded path, such as {@code /2015-03-31/functions/transform/invocations}
 * @param query decoded parameters; one without a value maps to the empty string
 * @param headers first value of each header, names in lower case
 * @param caller ARN of the role or user whose access key signed the request
 */
@SuppressWarnings("ArrayRecordComponent") // a body is read once by the one handler it is made for
public record RestRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        String caller) {
    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
