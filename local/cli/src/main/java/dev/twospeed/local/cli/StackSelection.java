package dev.twospeed.local.cli;

import dev.twospeed.local.cloud.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The stacks that a command works on: those named, or all. */
final class StackSelection {
    @Parameters(
            arity = "0..*",
            paramLabel = "STACK",
            description = "foundation, etl, vector-db, streaming-inference; all of them if none is named.")
    List<String> names = new ArrayList<>();

    /** Each after the ones whose outputs it reads, whatever the order on the command line. */
    List<Stack> inOrder() {
        for (var name : names) {
            if (Stack.named(name).isEmpty()) {
                throw new UserError("There is no stack '" + name + "'; there are "
                        + Stack.inOrder().stream().map(Stack::label).collect(Collectors.joining(", ")));
            }
        }
        return Stack.inOrder().stream()
                .filter(stack -> names.isEmpty() || names.contains(stack.label()))
                .toList();
    }
}
