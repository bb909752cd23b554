package dev.twospeed.policies.analyzer;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.twospeed.policies.sdk.Rule;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;

/**
 * Asks the analyzer what the engine asks it, so that the JVM can write down the classes that this takes: a process that reads them
 * from an archive starts in half the time (JEP 350).
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Asks a running analyzer once about a resource of each type that the rules know. */
    static void of(int port, List<Rule> rules) {
        var channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            var analyzer = AnalyzerGrpc.newBlockingStub(channel);
            analyzer.handshake(AnalyzerHandshakeRequest.getDefaultInstance());
            analyzer.getPluginInfo(Empty.getDefaultInstance());
            analyzer.getAnalyzerInfo(Empty.getDefaultInstance());
            analyzer.configure(ConfigureAnalyzerRequest.getDefaultInstance());
            analyzer.configureStack(AnalyzerStackConfigureRequest.getDefaultInstance());
            var stack = AnalyzeStackRequest.newBuilder();
            rules.stream().flatMap(rule -> rule.types().stream()).distinct().forEach(type -> {
                var request = AnalyzeRequest.newBuilder()
                        .setUrn(type)
                        .setType(type)
                        .setName("it")
                        .setProperties(PROPERTIES)
                        .build();
                analyzer.remediate(request);
                analyzer.analyze(request);
                stack.addResources(AnalyzerResource.newBuilder()
                        .setUrn(type)
                        .setType(type)
                        .setName("it")
                        .setProperties(PROPERTIES));
            });
            analyzer.analyzeStack(stack.build());
        } finally {
            channel.shutdownNow();
        }
    }

    private static final Struct PROPERTIES = Struct.newBuilder()
            .putFields("name", text("it"))
            .putFields(
                    "policy",
                    text("{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"s3:Get*\"],"
                            + " \"Resource\": \"*\"}]}"))
            .build();

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }
}
