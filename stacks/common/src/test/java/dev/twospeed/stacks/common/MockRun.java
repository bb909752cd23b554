package dev.twospeed.stacks.common;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;

/** What a program did under mocks. */
public final class MockRun {
    private final List<RegisterResourceRequest> requests;
    private final List<String> calls;
    private final TestResult result;

    MockRun(List<RegisterResourceRequest> requests, List<String> calls, TestResult result) {
        this.requests = requests;
        this.calls = calls;
        this.result = result;
    }

    /** One resource that the program asked for. */
    public record Registered(
            String type,
            String name,
            Map<String, @Nullable Object> inputs,
            String parent,
            boolean protect,
            boolean retainOnDelete,
            List<String> dependencies) {
        /** An input; null if it is not set. */
        public @Nullable Object input(String property) {
            return inputs.get(property);
        }

        /** An input that is a text. */
        public String text(String property) {
            return String.valueOf(inputs.get(property));
        }
    }

    /** All resources but the stack itself, in the order of registration. */
    public List<Registered> resources() {
        return requests.stream()
                .filter(request -> !request.getType().equals("pulumi:pulumi:Stack"))
                .map(MockRun::registered)
                .toList();
    }

    /** All resources of a type, for example {@code aws:s3/bucketV2:BucketV2}. */
    public List<Registered> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The one resource of a type and name. */
    public Registered resource(String type, String name) {
        var found = resources(type).stream()
                .filter(resource -> resource.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    found.size() + " resources " + type + " named " + name + "; of this type there are "
                            + resources(type).stream().map(Registered::name).toList() + "; errors: " + errors());
        }
        return found.get(0);
    }

    /** The provider's functions that were called, each with its arguments. */
    public List<String> calls() {
        return calls;
    }

    /** The value of an output. */
    public @Nullable Object output(String name) {
        return PulumiTest.extractValue(result.output(name));
    }

    /** The names of all outputs. */
    public List<String> outputs() {
        return result.outputs().keySet().stream().sorted().toList();
    }

    /** What a person would read as errors. */
    public List<String> errors() {
        return result.errors();
    }

    /** Fails with the errors if there are any. */
    public MockRun succeeded() {
        if (result.exitCode() != 0
                || !result.errors().isEmpty()
                || !result.exceptions().isEmpty()) {
            throw new AssertionError("exit code " + result.exitCode() + ": " + result.errors() + result.exceptions());
        }
        return this;
    }

    public int exitCode() {
        return result.exitCode();
    }

    private static Registered registered(RegisterResourceRequest request) {
        return new Registered(
                request.getType(),
                request.getName(),
                plain(request.getObject()),
                request.getParent(),
                request.getProtect(),
                request.getRetainOnDelete(),
                List.copyOf(request.getDependenciesList()));
    }

    private static Map<String, @Nullable Object> plain(Struct struct) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        struct.getFieldsMap().forEach((key, value) -> map.put(key, plain(value)));
        return map;
    }

    private static @Nullable Object plain(Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case BOOL_VALUE -> value.getBoolValue();
            case STRUCT_VALUE -> plain(value.getStructValue());
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream()
                        .map(MockRun::plain)
                        .toList();
            default -> null;
        };
    }
}
