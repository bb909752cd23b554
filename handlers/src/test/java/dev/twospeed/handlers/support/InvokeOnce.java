package dev.twospeed.handlers.support;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** A Lambda runtime for one invocation: the handler class named by the first argument, the event on stdin, the answer in a file. */
public final class InvokeOnce {
    private InvokeOnce() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        RequestStreamHandler handler = (RequestStreamHandler)
                Class.forName(args[0]).getDeclaredConstructor().newInstance();
        try (var out = java.nio.file.Files.newOutputStream(java.nio.file.Path.of(args[1]))) {
            handler.handleRequest(System.in, out, new TestContext());
        }
        System.err.println("milliseconds since the start of the process: "
                + (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime()));
        System.exit(0);
    }
}
