package dev.twospeed.handlers.support;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Calls handlers with events of AWS's own types, in the very JSON that Lambda's runtime makes of them. */
public final class AwsEvents {
    private AwsEvents() {}

    /** Sends an event and gives the answer as one of AWS's types. */
    public static <E, A> A call(RequestStreamHandler handler, Class<E> type, E event, Class<A> answer)
            throws IOException {
        ClassLoader loader = AwsEvents.class.getClassLoader();
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(type, loader).toJson(event, in);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(in.toByteArray()), out, new TestContext());
        return LambdaEventSerializers.serializerFor(answer, loader)
                .fromJson(new ByteArrayInputStream(out.toByteArray()));
    }
}
