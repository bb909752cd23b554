package dev.twospeed.local.lambda;

/** Where the record of an event goes that a function could not handle. */
@FunctionalInterface
interface FailureDestination {
    /**
     * Sends the record with the permissions of the function's role.
     *
     * @throws dev.twospeed.local.resource.AwsError when the destination does not take it
     */
    void send(String function, String destinationArn, String record);
}
