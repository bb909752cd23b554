package dev.twospeed.benchmarks.worker;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation with a minute left. */
final class Invocation implements Context {
    @Override
    public int getRemainingTimeInMillis() {
        return 60_000;
    }

    @Override
    public String getAwsRequestId() {
        return "request";
    }

    @Override
    public String getLogGroupName() {
        return "group";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public String getFunctionName() {
        return "function";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:function:1";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("functions here have no identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("functions here have no client context");
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("functions here log through standard output");
    }
}
