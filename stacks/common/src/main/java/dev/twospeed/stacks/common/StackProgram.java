package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import java.util.function.BiConsumer;
import java.util.logging.Logger;

/** How each stack's main class starts. */
public final class StackProgram {
    private StackProgram() {}

    /**
     * Runs a program for the Pulumi engine.
     *
     * @param program the class whose jar must have been built from the sources as they are now
     * @param deploy declares the resources
     */
    public static void run(Class<?> program, BiConsumer<Context, Checkout> deploy) {
        Pulumi.run(ctx -> {
            silenceConsole();
            var checkout = Checkout.find();
            checkout.requireFresh(program);
            deploy.accept(ctx, checkout);
        });
    }

    // The engine shows a program's messages; the SDK prints them again on the console, which the engine then shows
    // again.
    private static void silenceConsole() {
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
    }
}
