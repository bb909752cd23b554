package dev.twospeed.local.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import dev.twospeed.local.provider.InputDiff.Kind;
import dev.twospeed.local.resource.Refusal;
import io.grpc.stub.StreamObserver;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pulumirpc.Plugin.PluginAttach;
import pulumirpc.Plugin.PluginInfo;
import pulumirpc.Provider;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.CheckRequest.AutonamingOptions;
import pulumirpc.Provider.PropertyDiff;
import pulumirpc.ResourceProviderGrpc.ResourceProviderImplBase;

/** Speaks the engine's protocol; what is done is in {@link Deployer}, {@link InputCheck} and {@link InputDiff}. */
final class ProviderService extends ResourceProviderImplBase {
    /** The version of pulumi-aws whose types the table describes. */
    private static final String VERSION = "6.83.0";

    private final ResourceTypes types;
    private final Deployer deployer;
    private final Invokes invokes;
    private final String environment;
    private final String region;
    private final AtomicReference<@Nullable DeploymentConfig> config = new AtomicReference<>();

    ProviderService(ResourceTypes types, Deployer deployer, Invokes invokes, String environment, String region) {
        this.types = types;
        this.deployer = deployer;
        this.invokes = invokes;
        this.environment = environment;
        this.region = region;
    }

    @Override
    public void handshake(
            Provider.ProviderHandshakeRequest request, StreamObserver<Provider.ProviderHandshakeResponse> observer) {
        Answers.answer(
                observer,
                () -> Provider.ProviderHandshakeResponse.newBuilder()
                        .setAcceptSecrets(true)
                        .setSupportsAutonamingConfiguration(true)
                        .build());
    }

    @Override
    public void attach(PluginAttach request, StreamObserver<Empty> observer) {
        Answers.answer(observer, Empty::getDefaultInstance);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<PluginInfo> observer) {
        Answers.answer(
                observer, () -> PluginInfo.newBuilder().setVersion(VERSION).build());
    }

    @Override
    public void getSchema(Provider.GetSchemaRequest request, StreamObserver<Provider.GetSchemaResponse> observer) {
        var schema = "{\"name\": \"aws\", \"version\": \"" + VERSION + "\"}";
        Answers.answer(
                observer,
                () -> Provider.GetSchemaResponse.newBuilder().setSchema(schema).build());
    }

    @Override
    public void checkConfig(Provider.CheckRequest request, StreamObserver<Provider.CheckResponse> observer) {
        Answers.answer(observer, () -> {
            var response = Provider.CheckResponse.newBuilder().setInputs(request.getNews());
            var asked = Secrets.reveal(PropertyCodec.decode(request.getNews()));
            DeploymentConfig.refuseStack(Urn.parse(request.getUrn()).stack(), environment)
                    .or(() -> DeploymentConfig.refuseConfig(asked, region))
                    .ifPresent(reason -> response.addFailures(
                            CheckFailure.newBuilder().setReason(reason).build()));
            return response.build();
        });
    }

    @Override
    public void diffConfig(Provider.DiffRequest request, StreamObserver<Provider.DiffResponse> observer) {
        Answers.answer(
                observer,
                () -> Provider.DiffResponse.newBuilder()
                        .setChanges(
                                request.getOlds().equals(request.getNews())
                                        ? Provider.DiffResponse.DiffChanges.DIFF_NONE
                                        : Provider.DiffResponse.DiffChanges.DIFF_SOME)
                        .build());
    }

    @Override
    public void configure(Provider.ConfigureRequest request, StreamObserver<Provider.ConfigureResponse> observer) {
        Answers.answer(observer, () -> {
            var asked = Secrets.reveal(PropertyCodec.decode(request.getArgs()));
            DeploymentConfig.refuseConfig(asked, region).ifPresent(reason -> {
                throw new Refusal(reason);
            });
            config.set(DeploymentConfig.read(asked));
            return Provider.ConfigureResponse.newBuilder()
                    .setAcceptSecrets(true)
                    .setSupportsPreview(true)
                    .setSupportsAutonamingConfiguration(true)
                    .build();
        });
    }

    @Override
    public void check(Provider.CheckRequest request, StreamObserver<Provider.CheckResponse> observer) {
        Answers.answer(observer, () -> {
            var urn = stackUrn(request.getUrn());
            var type = types.get(urn.type());
            var olds = decode(request.getOlds());
            var news = PropertyCodec.decode(request.getNews());
            // A creation that the engine never heard the end of is taken over under the name it was given.
            if (olds.isEmpty()) {
                olds = deployer.orphan(request.getUrn())
                        .map(stored -> stored.resource().inputs())
                        .orElse(olds);
            }
            var seed = request.getRandomSeed().isEmpty()
                    ? new Random()
                    : new Random(request.getRandomSeed().hashCode());
            var proposal = type.name()
                    .map(rule -> request.hasAutonaming()
                                    && request.getAutonaming().getMode() != AutonamingOptions.Mode.DISABLE
                            ? request.getAutonaming().getProposedName()
                            : InputCheck.proposal(rule, urn.name(), news, seed))
                    .orElse("");
            var check = InputCheck.of(type, olds, news, proposal);
            var response = Provider.CheckResponse.newBuilder().setInputs(PropertyCodec.encode(check.inputs()));
            check.failures()
                    .forEach(failure -> response.addFailures(CheckFailure.newBuilder()
                            .setProperty(failure.property())
                            .setReason(failure.reason())));
            return response.build();
        });
    }

    @Override
    public void diff(Provider.DiffRequest request, StreamObserver<Provider.DiffResponse> observer) {
        Answers.answer(observer, () -> {
            var type = types.get(stackUrn(request.getUrn()).type());
            deployer.confirm(request.getUrn(), request.getId());
            var olds = decode(request.getOldInputs());
            var news = decode(request.getNews());
            var diff = InputDiff.of(type, olds, news);
            var response = Provider.DiffResponse.newBuilder()
                    .setHasDetailedDiff(true)
                    .setChanges(
                            diff.isEmpty()
                                    ? Provider.DiffResponse.DiffChanges.DIFF_NONE
                                    : Provider.DiffResponse.DiffChanges.DIFF_SOME)
                    .addAllDiffs(diff.properties())
                    .addAllReplaces(diff.replaces())
                    .setDeleteBeforeReplace(!diff.replaces().isEmpty() && keepsItsName(type, olds, news));
            diff.changes()
                    .forEach((path, change) -> response.putDetailedDiff(
                            path,
                            PropertyDiff.newBuilder()
                                    .setKind(kind(change.kind(), change.replaces()))
                                    .setInputDiff(true)
                                    .build()));
            return response.build();
        });
    }

    @Override
    public void create(Provider.CreateRequest request, StreamObserver<Provider.CreateResponse> observer) {
        Answers.answer(observer, () -> {
            var urn = stackUrn(request.getUrn());
            var asked = PropertyCodec.decode(request.getProperties());
            var inputs = Secrets.reveal(asked);
            var secrets = Secrets.names(asked);
            var response = Provider.CreateResponse.newBuilder();
            if (request.getPreview()) {
                var known = deployer.previewCreate(urn, inputs, config());
                return response.setProperties(encode(known, secrets)).build();
            }
            var made = deployer.create(request.getUrn(), inputs, secrets, config());
            return response.setId(made.id())
                    .setProperties(encode(made.outputs(), secrets))
                    .build();
        });
    }

    @Override
    public void update(Provider.UpdateRequest request, StreamObserver<Provider.UpdateResponse> observer) {
        Answers.answer(observer, () -> {
            stackUrn(request.getUrn());
            var asked = PropertyCodec.decode(request.getNews());
            var inputs = Secrets.reveal(asked);
            var secrets = Secrets.names(asked);
            var outputs = request.getPreview()
                    ? deployer.previewUpdate(request.getUrn(), request.getId(), inputs, config())
                    : deployer.update(request.getUrn(), request.getId(), inputs, secrets, config())
                            .outputs();
            return Provider.UpdateResponse.newBuilder()
                    .setProperties(encode(outputs, secrets))
                    .build();
        });
    }

    @Override
    public void read(Provider.ReadRequest request, StreamObserver<Provider.ReadResponse> observer) {
        Answers.answer(observer, () -> {
            stackUrn(request.getUrn());
            deployer.confirm(request.getUrn(), request.getId());
            var response = Provider.ReadResponse.newBuilder();
            deployer.read(request.getUrn(), request.getId())
                    .ifPresent(stored -> response.setId(request.getId())
                            .setInputs(encode(stored.resource().inputs(), stored.secrets()))
                            .setProperties(encode(stored.resource().outputs(), stored.secrets())));
            return response.build();
        });
    }

    @Override
    public void delete(Provider.DeleteRequest request, StreamObserver<Empty> observer) {
        Answers.answer(observer, () -> {
            stackUrn(request.getUrn());
            deployer.delete(request.getUrn(), request.getId());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void invoke(Provider.InvokeRequest request, StreamObserver<Provider.InvokeResponse> observer) {
        Answers.answer(
                observer,
                () -> Provider.InvokeResponse.newBuilder()
                        .setReturn(PropertyCodec.encode(invokes.invoke(request.getTok(), decode(request.getArgs()))))
                        .build());
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        Answers.answer(observer, Empty::getDefaultInstance);
    }

    private DeploymentConfig config() {
        var current = config.get();
        if (current == null) {
            throw new IllegalStateException("The engine deploys before it has configured the provider");
        }
        return current;
    }

    private Urn stackUrn(String text) {
        var urn = Urn.parse(text);
        DeploymentConfig.refuseStack(urn.stack(), environment).ifPresent(reason -> {
            throw new Refusal(reason);
        });
        return urn;
    }

    /** AWS cannot hold two resources of one name: the old one goes first, unless its name was made up. */
    private static boolean keepsItsName(ResourceType type, ObjectNode olds, ObjectNode news) {
        return type.name()
                .filter(rule -> olds.path(rule.property()).equals(news.path(rule.property())))
                .filter(rule -> !InputCheck.isMadeUp(news, rule))
                .isPresent();
    }

    private static PropertyDiff.Kind kind(Kind kind, boolean replaces) {
        return switch (kind) {
            case ADD -> replaces ? PropertyDiff.Kind.ADD_REPLACE : PropertyDiff.Kind.ADD;
            case DELETE -> replaces ? PropertyDiff.Kind.DELETE_REPLACE : PropertyDiff.Kind.DELETE;
            case UPDATE -> replaces ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE;
        };
    }

    private static ObjectNode decode(Struct struct) {
        return Secrets.reveal(PropertyCodec.decode(struct));
    }

    private static Struct encode(ObjectNode properties, java.util.Set<String> secrets) {
        return PropertyCodec.encode(Secrets.mark(properties, secrets));
    }
}
