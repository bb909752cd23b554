package dev.twospeed.local.api;

import java.util.Map;

/**
 * An answer of a service of the REST protocol.
 *
 * @param headers besides Content-Length and the request id
 */
@SuppressWarnings("ArrayRecordComponent") // written once, by the server
public record RestAnswer(int status, Map<String, String> headers, byte[] body) {
    /** A JSON document. */
    public static RestAnswer json(int status, byte[] document) {
        return new RestAnswer(status, Map.of("Content-Type", "application/json"), document);
    }
}
