package dev.twospeed.policies.analyzer;

import com.google.protobuf.Empty;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.settings.PackSettings;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureResponse;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.Plugin;

/** Answers the Pulumi engine's questions about a policy pack. */
final class AnalyzerService extends AnalyzerGrpc.AnalyzerImplBase {
    private final String pack;
    private final String version;
    private final List<Rule> rules;
    private final EngineForm form;
    private volatile PackSettings settings;

    AnalyzerService(String pack, String version, List<Rule> rules) {
        this.pack = pack;
        this.version = version;
        this.rules = rules;
        this.form = new EngineForm(pack, version);
        this.settings = PackSettings.standard(rules);
    }

    /** A judge for one question: exemptions end at midnight, wherever the run is then. */
    private Judge judge() {
        return new Judge(settings, LocalDate.now(ZoneOffset.UTC));
    }

    @Override
    public void handshake(AnalyzerHandshakeRequest request, StreamObserver<AnalyzerHandshakeResponse> observer) {
        answer(observer, AnalyzerHandshakeResponse::getDefaultInstance);
    }

    @Override
    public void configureStack(
            AnalyzerStackConfigureRequest request, StreamObserver<AnalyzerStackConfigureResponse> observer) {
        answer(observer, AnalyzerStackConfigureResponse::getDefaultInstance);
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<Plugin.PluginInfo> observer) {
        answer(
                observer,
                () -> Plugin.PluginInfo.newBuilder().setVersion(version).build());
    }

    @Override
    public void getAnalyzerInfo(Empty request, StreamObserver<AnalyzerInfo> observer) {
        answer(
                observer,
                () -> AnalyzerInfo.newBuilder()
                        .setName(pack)
                        .setDisplayName(pack)
                        .setVersion(version)
                        .setSupportsConfig(true)
                        .addAllPolicies(rules.stream().map(EngineForm::rule).toList())
                        .build());
    }

    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            var configuration = new TreeMap<String, PackSettings.Entry>();
            request.getPolicyConfigMap().forEach((id, config) -> configuration.put(id, EngineForm.settings(config)));
            settings = PackSettings.standard(rules).with(configuration);
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(observer, () -> form.answer(judge().resource(resource(request))));
    }

    @Override
    public void analyzeStack(AnalyzeStackRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(
                observer,
                () -> form.answer(judge().stack(new StackResources(request.getResourcesList().stream()
                        .map(AnalyzerService::resource)
                        .toList()))));
    }

    @Override
    public void remediate(AnalyzeRequest request, StreamObserver<RemediateResponse> observer) {
        answer(observer, () -> Remediations.of(request, resource(request), judge(), pack, version));
    }

    private static PolicyResource resource(AnalyzeRequest request) {
        return new PolicyResource(
                request.getUrn(),
                request.getType(),
                request.getName(),
                Properties.of(request.getProperties()),
                Map.of());
    }

    private static PolicyResource resource(AnalyzerResource resource) {
        var dependencies = new LinkedHashMap<String, Set<String>>();
        resource.getPropertyDependenciesMap()
                .forEach((property, urns) -> dependencies.put(property, Set.copyOf(urns.getUrnsList())));
        return new PolicyResource(
                resource.getUrn(),
                resource.getType(),
                resource.getName(),
                Properties.of(resource.getProperties()),
                dependencies);
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> observer) {
        answer(observer, Empty::getDefaultInstance);
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> question) {
        T answer;
        try {
            answer = question.get();
        } catch (IllegalArgumentException e) {
            observer.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        } catch (RuntimeException e) {
            observer.onError(Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
