package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import java.util.function.BiConsumer;

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
            var checkout = Checkout.find();
            checkout.requireFresh(program);
            deploy.accept(ctx, checkout);
        });
    }
}
