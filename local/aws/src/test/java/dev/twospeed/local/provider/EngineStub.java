package dev.twospeed.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Struct;
import dev.twospeed.local.resource.DataPlane;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import pulumirpc.Provider;
import pulumirpc.ResourceProviderGrpc;
import pulumirpc.ResourceProviderGrpc.ResourceProviderBlockingStub;

/** Plays the Pulumi engine towards a provider over a real connection: check, diff, create, update, read, delete. */
final class EngineStub implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final String CONFIG = "{'region': 'us-east-1', 'allowedAccountIds': '[\"000000000000\"]'}";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final ResourceProviderBlockingStub rpc;
    private final AwsProvider provider;
    private final ManagedChannel channel;

    private EngineStub(AwsProvider provider) {
        this.provider = provider;
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", provider.port())
                .usePlaintext()
                .build();
        this.rpc = ResourceProviderGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    /** Starts a provider on a state folder, and configures it as the local stacks do. */
    static EngineStub configured(Path state, DataPlane... dataPlanes) {
        var engine = attached(state, dataPlanes);
        engine.configure(CONFIG);
        return engine;
    }

    static EngineStub attached(Path state, DataPlane... dataPlanes) {
        return new EngineStub(AwsProvider.start(state, 0, REGION, List.of(dataPlanes)));
    }

    void configure(String config) {
        var unused = rpc.configure(
                Provider.ConfigureRequest.newBuilder().setArgs(struct(config)).build());
    }

    /** Checks and creates, as an {@code up} does. */
    Made create(String urn, String inputs) {
        return createChecked(urn, check(urn, "{}", inputs));
    }

    Made createChecked(String urn, ObjectNode inputs) {
        var response = rpc.create(Provider.CreateRequest.newBuilder()
                .setUrn(urn)
                .setProperties(PropertyCodec.encode(inputs))
                .build());
        return new Made(urn, response.getId(), inputs, PropertyCodec.decode(response.getProperties()));
    }

    ObjectNode previewCreate(String urn, String inputs) {
        return PropertyCodec.decode(rpc.create(Provider.CreateRequest.newBuilder()
                        .setUrn(urn)
                        .setProperties(PropertyCodec.encode(check(urn, "{}", inputs)))
                        .setPreview(true)
                        .build())
                .getProperties());
    }

    ObjectNode check(String urn, String olds, String news) {
        var response = tryCheck(urn, olds, news);
        Assertions.assertThat(response.getFailuresList()).isEmpty();
        return PropertyCodec.decode(response.getInputs());
    }

    Provider.CheckResponse tryCheck(String urn, String olds, String news) {
        return rpc.check(Provider.CheckRequest.newBuilder()
                .setUrn(urn)
                .setOlds(struct(olds))
                .setNews(struct(news))
                .build());
    }

    Provider.DiffResponse diff(Made made, String news) {
        return rpc.diff(Provider.DiffRequest.newBuilder()
                .setUrn(made.urn())
                .setId(made.id())
                .setOldInputs(PropertyCodec.encode(made.inputs()))
                .setOlds(PropertyCodec.encode(made.outputs()))
                .setNews(PropertyCodec.encode(check(made.urn(), made.inputs().toString(), news)))
                .build());
    }

    ObjectNode update(Made made, String news, boolean preview) {
        return PropertyCodec.decode(rpc.update(Provider.UpdateRequest.newBuilder()
                        .setUrn(made.urn())
                        .setId(made.id())
                        .setOldInputs(PropertyCodec.encode(made.inputs()))
                        .setOlds(PropertyCodec.encode(made.outputs()))
                        .setNews(PropertyCodec.encode(
                                check(made.urn(), made.inputs().toString(), news)))
                        .setPreview(preview)
                        .build())
                .getProperties());
    }

    Provider.ReadResponse read(String urn, String id) {
        return rpc.read(Provider.ReadRequest.newBuilder().setUrn(urn).setId(id).build());
    }

    void delete(Made made) {
        var unused = rpc.delete(Provider.DeleteRequest.newBuilder()
                .setUrn(made.urn())
                .setId(made.id())
                .build());
    }

    ObjectNode invoke(String token, String arguments) {
        return PropertyCodec.decode(rpc.invoke(Provider.InvokeRequest.newBuilder()
                        .setTok(token)
                        .setArgs(struct(arguments))
                        .build())
                .getReturn());
    }

    /** What the engine's user would read. */
    static String refusal(StatusRuntimeException e) {
        return String.valueOf(e.getStatus().getDescription());
    }

    static String urn(String type, String name) {
        return "urn:pulumi:local::twospeed::" + type + "::" + name;
    }

    /** JSON with single quotes. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.reader()
                    .with(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static Struct struct(String text) {
        return PropertyCodec.encode(json(text));
    }

    @Override
    public void close() {
        channel.shutdownNow();
        provider.close();
    }

    /** A resource as the engine remembers it. */
    record Made(String urn, String id, ObjectNode inputs, ObjectNode outputs) {}
}
