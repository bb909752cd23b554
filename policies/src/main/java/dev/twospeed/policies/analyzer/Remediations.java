package dev.twospeed.policies.analyzer;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.twospeed.policies.judgement.Judge;
import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Remedy;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.RemediateResponse;
import pulumirpc.AnalyzerOuterClass.Remediation;

/**
 * Puts remedies into the inputs as the engine sent them.
 *
 * <p>Only the inputs that a remedy names change: what else is there, secrets, unknowns and files among it, goes back as it came.
 */
final class Remediations {
    private Remediations() {}

    static RemediateResponse of(
            AnalyzeRequest request, PolicyResource resource, Judge judge, String pack, String version) {
        var answer = RemediateResponse.newBuilder();
        var inputs = request.getProperties();
        for (var remedied : judge.remedies(resource)) {
            inputs = applied(inputs, remedied.remedy());
            var about = remedied.rule().rule().metadata();
            answer.addRemediations(Remediation.newBuilder()
                    .setPolicyName(about.id())
                    .setPolicyPackName(pack)
                    .setPolicyPackVersion(version)
                    .setDescription(about.description())
                    .setProperties(inputs));
        }
        return answer.build();
    }

    private static Struct applied(Struct inputs, Remedy remedy) {
        var result = inputs;
        for (var change : remedy.inputs().entrySet()) {
            result = with(result, change.getKey(), value(change.getValue()));
        }
        return result;
    }

    private static Struct with(Struct object, String path, Value value) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            return object.toBuilder().putFields(path, value).build();
        }
        var name = path.substring(0, dot);
        var inner = object.getFieldsOrDefault(name, Value.getDefaultInstance()).getStructValue();
        return object.toBuilder()
                .putFields(
                        name,
                        Value.newBuilder()
                                .setStructValue(with(inner, path.substring(dot + 1), value))
                                .build())
                .build();
    }

    private static Value value(Object plain) {
        if (plain instanceof Boolean flag) {
            return Value.newBuilder().setBoolValue(flag).build();
        }
        return plain instanceof Number number
                ? Value.newBuilder().setNumberValue(number.doubleValue()).build()
                : Value.newBuilder().setStringValue(String.valueOf(plain)).build();
    }
}
