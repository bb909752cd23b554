package dev.twospeed.engines;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts a database server, waits until it answers, starts it again when it dies, and stops it.
 *
 * <p>Whatever runs on the data folder when it starts was left behind by a JVM that was killed, and is stopped first.
 */
final class Supervisor {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private final Server server;
    private @Nullable Process process;
    private boolean wanted;

    /**
     * What is supervised.
     *
     * @param name for messages, such as {@code PostgreSQL in <folder>}
     * @param command how it is started
     * @param data its data folder, part of its command line
     * @param pidFile where it writes its process id
     * @param log where its output goes
     * @param stopSignal the signal for an orderly stop that does not wait for clients
     * @param answers whether it takes connections
     */
    record Server(
            String name,
            List<String> command,
            Path data,
            Path pidFile,
            Path log,
            String stopSignal,
            BooleanSupplier answers) {}

    Supervisor(Server server) {
        this.server = server;
    }

    /** Starts it and returns when it answers. */
    synchronized void start() {
        if (process != null) {
            return;
        }
        wanted = true;
        try {
            launch();
        } catch (IOException e) {
            throw new EngineException("Starting " + server.name() + " failed: " + e, e);
        }
    }

    /** Its process id. */
    synchronized long pid() {
        if (process == null) {
            throw new EngineException(server.name() + " is stopped.");
        }
        return process.pid();
    }

    /** Stops it, if it runs. */
    synchronized void stop() {
        wanted = false;
        var running = process;
        process = null;
        if (running != null) {
            ServerProcess.stop(running.toHandle(), server.stopSignal());
        }
    }

    private void launch() throws IOException {
        ServerProcess.leftOver(server.pidFile(), server.data())
                .ifPresent(running -> ServerProcess.stop(running, server.stopSignal()));
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        for (; ; ) {
            var started = new ProcessBuilder(server.command())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(server.log().toFile()))
                    .start();
            started.getOutputStream().close();
            if (answers(started, deadline)) {
                process = started;
                started.onExit().thenAcceptAsync(this::ended);
                return;
            }
            // The last processes of a server that was killed hold its shared memory or its port for a moment.
            var tail = ServerProcess.tail(server.log());
            var wait = tail.contains("is still in use") || tail.contains("Unable to lock");
            if (!wait || started.isAlive() || System.nanoTime() > deadline) {
                ServerProcess.stop(started.toHandle(), server.stopSignal());
                throw new EngineException(server.name() + " did not start. The end of " + server.log() + ":\n" + tail);
            }
        }
    }

    private boolean answers(Process started, long deadline) {
        while (started.isAlive() && System.nanoTime() < deadline) {
            if (server.answers().getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        return false;
    }

    /** RDS starts an instance again whose server died; so does this. */
    private synchronized void ended(Process which) {
        // Exit code 0 is an orderly stop, such as by a Ctrl-C that went to this JVM as well.
        if (!wanted || process != which || which.exitValue() == 0) {
            return;
        }
        process = null;
        LOG.log(Level.WARNING, "{0} died with exit code {1} and is started again", server.name(), which.exitValue());
        try {
            launch();
        } catch (IOException | EngineException e) {
            LOG.log(Level.ERROR, "{0} did not start again: {1}", server.name(), e.getMessage());
        }
    }
}
