package dev.twospeed.local.lambda;

import org.jspecify.annotations.Nullable;

/** Invokes a deployed function. */
public interface FunctionInvoker {
    /**
     * Invokes and waits for the answer.
     *
     * @param function name, ARN or ARN with a qualifier (version or alias)
     * @throws dev.twospeed.local.resource.AwsError ResourceNotFoundException, TooManyRequestsException
     */
    Result invoke(String function, byte[] payload);

    /** Queues an event as AWS does for asynchronous callers: two retries, then the dead-letter target. */
    void invokeLater(String function, byte[] payload);

    /**
     * What came back.
     *
     * @param functionError {@code Unhandled} when the function failed, with the error document as payload
     */
    record Result(@Nullable String functionError, byte[] payload) {}
}
