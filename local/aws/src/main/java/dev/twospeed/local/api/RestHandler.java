package dev.twospeed.local.api;

/** An AWS service of the REST protocol, which owns a path prefix of the endpoint. */
@FunctionalInterface
public interface RestHandler {
    /**
     * Answers one request.
     *
     * @throws dev.twospeed.local.resource.AwsError as the service would
     */
    RestAnswer handle(RestRequest request);
}
