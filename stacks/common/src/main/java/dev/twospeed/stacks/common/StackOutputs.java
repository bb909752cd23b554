package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.internal.OutputData;
import com.pulumi.core.internal.OutputInternal;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.InvokeArgs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Exports a stack's outputs and reads another's, by {@link Contract}.
 *
 * <p>Reading asks the engine's own function behind {@code StackReference}, not the resource: a resource that cannot be read ends
 * the deployment with the engine's words, while a function's answer can be put into a sentence that names the command to run,
 * and in a preview becomes an unknown value, so that a change that adds an output and its reader can be previewed.
 */
public final class StackOutputs {
    private static final String READ = "pulumi:pulumi:readStackOutputs";

    private StackOutputs() {}

    /** Exports each component of the record under its name, and the contract's version. */
    public static <T extends Record> void export(Context ctx, Contract<T> contract, T outputs) {
        contract.values(outputs).forEach(ctx::export);
    }

    /**
     * Reads the outputs of the same environment's stack of another project.
     *
     * @throws com.pulumi.exceptions.RunException if the stack, an output or the version needed is missing and this is no preview
     */
    public static <T extends Record> T read(Context ctx, Contract<T> contract) {
        var stack = ctx.organizationName() + "/" + contract.project() + "/" + ctx.stackName();
        var exported = exported(stack);
        var fault = fault(contract, stack, exported);
        if (fault.isEmpty()) {
            return contract.record(exported.orElseThrow());
        }
        var sentence = fault.get() + ": run `" + contract.upCommand(ctx.stackName()) + "` in the project's root first.";
        if (!Deployment.getInstance().isDryRun()) {
            throw Faults.sentence(sentence);
        }
        ctx.log().warn(sentence + " Until then this preview shows its values as unknown.");
        return contract.unknown(() -> new OutputInternal<>(OutputData.unknown()));
    }

    /** The value of an output that {@link #read} returned; empty if it is unknown in a preview. */
    public static <T> Optional<T> known(Output<T> output) {
        return ((OutputInternal<T>) output).getValueOptional().join();
    }

    private static Optional<Map<String, ?>> exported(String stack) {
        try {
            var answer = Deployment.getInstance()
                    .invokeAsync(READ, TypeShape.map(String.class, Object.class), new ReadArgs(stack))
                    .join();
            return answer.get("outputs") instanceof Map<?, ?> outputs ? Optional.of(texts(outputs)) : Optional.empty();
        } catch (CompletionException e) {
            if (String.valueOf(e.getMessage()).contains("unknown stack")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Map<String, ?> texts(Map<?, ?> outputs) {
        var byName = new java.util.TreeMap<String, Object>();
        outputs.forEach((name, value) -> byName.put(String.valueOf(name), value));
        return byName;
    }

    private static Optional<String> fault(Contract<?> contract, String stack, Optional<Map<String, ?>> exported) {
        if (exported.isEmpty() || exported.get().isEmpty()) {
            return Optional.of("The stack " + stack + " has not been deployed");
        }
        var outputs = exported.get();
        var version = String.valueOf(outputs.get(Contract.VERSION_OUTPUT));
        var serves = ContractVersion.parse(version)
                .map(found -> found.serves(contract.version()))
                .orElse(false);
        if (!serves) {
            return Optional.of("The stack " + stack + " exports contract version " + version
                    + " and this program needs " + contract.version());
        }
        var missing = contract.names().stream()
                .filter(name -> outputs.get(name) == null)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("The stack " + stack + " does not export " + String.join(", ", missing));
    }

    /** The function's arguments. */
    private static final class ReadArgs extends InvokeArgs {
        @Import(name = "name", required = true)
        private final String name;

        ReadArgs(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
