package dev.twospeed.policies.analyzer;

import com.google.protobuf.Empty;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Rule;
import dev.twospeed.policies.sdk.StackResources;
import dev.twospeed.policies.sdk.StackRule;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzeStackRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerHandshakeResponse;
import pulumirpc.AnalyzerOuterClass.AnalyzerInfo;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerStackConfigureResponse;
import pulumirpc.AnalyzerOuterClass.ConfigureAnalyzerRequest;
import pulumirpc.AnalyzerOuterClass.PolicyInfo;
import pulumirpc.AnalyzerOuterClass.PolicyType;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.Plugin;

/** Answers the Pulumi engine's questions about a policy pack. */
final class AnalyzerService extends AnalyzerGrpc.AnalyzerImplBase {
    private final String pack;
    private final String version;
    private final List<Rule> rules;
    private final Judge judge;

    AnalyzerService(String pack, String version, List<Rule> rules) {
        this.pack = pack;
        this.version = version;
        this.rules = rules;
        this.judge = new Judge(pack, version, rules);
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
                        .addAllPolicies(
                                rules.stream().map(AnalyzerService::describe).toList())
                        .build());
    }

    private static PolicyInfo describe(Rule rule) {
        var about = rule.metadata();
        return PolicyInfo.newBuilder()
                .setName(about.id())
                .setDisplayName(about.id())
                .setDescription(about.description())
                .setEnforcementLevel(Levels.DEFAULT)
                .setPolicyType(
                        rule instanceof StackRule ? PolicyType.POLICY_TYPE_STACK : PolicyType.POLICY_TYPE_RESOURCE)
                .setSeverity(Judge.severity(rule))
                .addTags(about.topic())
                .addAllTags(about.controls())
                .setRemediationSteps(about.fix())
                .setUrl(about.link())
                .build();
    }

    @Override
    public void configure(ConfigureAnalyzerRequest request, StreamObserver<Empty> observer) {
        answer(observer, () -> {
            judge.configure(judge.levels().with(request.getPolicyConfigMap()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(
                observer,
                () -> judge.resource(new PolicyResource(
                        request.getUrn(),
                        request.getType(),
                        request.getName(),
                        Properties.of(request.getProperties()),
                        Map.of())));
    }

    @Override
    public void analyzeStack(AnalyzeStackRequest request, StreamObserver<AnalyzeResponse> observer) {
        answer(
                observer,
                () -> judge.stack(new StackResources(request.getResourcesList().stream()
                        .map(resource -> new PolicyResource(
                                resource.getUrn(),
                                resource.getType(),
                                resource.getName(),
                                Properties.of(resource.getProperties()),
                                resource.getPropertyDependenciesMap().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> Set.copyOf(e.getValue().getUrnsList())))))
                        .toList())));
    }

    @Override
    public void remediate(AnalyzeRequest request, StreamObserver<RemediateResponse> observer) {
        answer(observer, RemediateResponse::getDefaultInstance);
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
