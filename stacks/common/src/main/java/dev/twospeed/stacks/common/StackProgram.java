package dev.twospeed.stacks.common;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How each stack's main class starts. */
public final class StackProgram {
    // Of the loop in which the SDK waits for its tasks; held here, or its filter would be collected.
    private static final Logger WAITING = Logger.getLogger("com.pulumi.deployment.internal.DeploymentImpl");
    private static final long PAUSE_NANOS = 1_000_000;

    private StackProgram() {}

    /**
     * Runs a program for the Pulumi engine.
     *
     * @param program the class whose jar must have been built from the sources as they are now
     * @param deploy declares the resources
     */
    public static void run(Class<?> program, BiConsumer<Context, Checkout> deploy) {
        paceTheWaitingLoop();
        Pulumi.run(ctx -> {
            silenceConsole();
            var checkout = Checkout.find();
            checkout.requireFresh(program);
            deploy.accept(ctx, checkout);
        });
    }

    // com.pulumi:pulumi 1.36.1 waits without a pause, which takes a whole processor from the engine and other previews.
    // It tells its log of each turn, so a pause fits in there; a release that does otherwise only is not slowed down.
    private static void paceTheWaitingLoop() {
        WAITING.setLevel(Level.FINEST);
        WAITING.setFilter(told -> {
            if (told.getMessage().startsWith("Remaining tasks")) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return told.getLevel().intValue() >= Level.INFO.intValue();
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
