package dev.twospeed.local.network;

import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each process in a Linux network namespace of its own.
 *
 * <p>{@code launch.py} makes the namespace and becomes the process, so that nothing changes for whoever waits for it or
 * ends it. {@code relay.py} runs once, outside, and connects what comes out of the namespaces to the same port here.
 */
public final class Namespaces implements Isolation, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Namespaces.class);
    private static final String PYTHON = "/usr/bin/python3";
    private static final long CLOSE_SECONDS = 10;

    private final List<String> launcher;
    private final Path socket;
    private final Process relay;
    private volatile boolean closed;

    private Namespaces(List<String> launcher, Path socket, Process relay) {
        this.launcher = launcher;
        this.socket = socket;
        this.relay = relay;
        var unused = relay.onExit().thenAccept(ended -> {
            if (!closed) {
                LOG.error(
                        "The relay between functions and services has ended ({}): start the embedded AWS again",
                        ended.exitValue());
            }
        });
    }

    /** Whether networks can be made here. */
    sealed interface Trial permits Trial.Possible, Trial.Impossible {
        /** With the launcher to use. */
        record Possible(List<String> launcher) implements Trial {}

        /** With a sentence without its full stop. */
        record Impossible(String reason) implements Trial {}
    }

    /**
     * Holds processes to their reach if this machine can do it, and otherwise says loudly that nothing does.
     *
     * @param folder for the two programs and the relay's socket
     * @param closing takes what is to be closed in the end
     */
    public static Isolation open(Path folder, Consumer<AutoCloseable> closing) {
        var trial = attempt(folder, List.of());
        if (trial instanceof Trial.Impossible impossible) {
            LOG.warn(
                    "THE NETWORK IS NOT ENFORCED: functions and jobs reach everything on this machine, whatever security"
                            + " groups, routes and endpoints say. {}. See docs/embedded-aws.md.",
                    impossible.reason());
            return Isolation.NONE;
        }
        var namespaces = start(folder, ((Trial.Possible) trial).launcher());
        closing.accept(namespaces);
        return namespaces;
    }

    /** Tries it, with something put before each command. */
    static Trial attempt(Path folder, List<String> prefix) {
        var system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            return new Trial.Impossible("It takes Linux, and this is " + system);
        }
        var python = Files.isExecutable(Path.of(PYTHON)) ? PYTHON : "python3";
        var launcher = new ArrayList<>(prefix);
        launcher.addAll(List.of(python, "-I", "-S", program(folder, "launch.py").toString()));
        try {
            var process = new ProcessBuilder(launcher).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0
                    ? new Trial.Possible(launcher)
                    : new Trial.Impossible(said.substring(said.lastIndexOf('\n') + 1));
        } catch (IOException e) {
            return new Trial.Impossible("It takes Python 3.9 or newer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("Starting the embedded AWS was interrupted", e);
        }
    }

    static Namespaces start(Path folder, List<String> launcher) {
        var socket = folder.resolve("relay.sock");
        var command = new ArrayList<>(launcher);
        command.set(command.size() - 1, program(folder, "relay.py").toString());
        command.add(socket.toString());
        try {
            var relay = new ProcessBuilder(command)
                    .redirectError(folder.resolve("relay.log").toFile())
                    .start();
            var said = relay.inputReader(StandardCharsets.UTF_8).readLine();
            if (!"ready".equals(said)) {
                relay.destroyForcibly();
                throw new Refusal("The relay between functions and services did not start; "
                        + folder.resolve("relay.log") + " says why.");
            }
            return new Namespaces(launcher, socket, relay);
        } catch (IOException e) {
            throw new UncheckedIOException("The relay between functions and services could not be started", e);
        }
    }

    Process relay() {
        return relay;
    }

    @Override
    public List<String> confine(List<String> command, Reach reach, int own) {
        var open = reach.openPorts();
        var confined = new ArrayList<>(launcher);
        confined.add(socket.toString());
        confined.add(own == 0 ? open : open.isEmpty() ? Integer.toString(own) : own + "," + open);
        confined.add(reach.closedPorts());
        confined.addAll(command);
        return confined;
    }

    private static Path program(Path folder, String name) {
        try (var in = Namespaces.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("The embedded AWS lacks " + name + ": build local/aws again");
            }
            var file = Files.createDirectories(folder).resolve(name);
            Files.write(file, in.readAllBytes());
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("The program " + name + " could not be written to " + folder, e);
        }
    }

    /** Ends the relay; no process reaches anything from then on. */
    @Override
    public void close() {
        closed = true;
        try {
            relay.getOutputStream().close();
            if (!relay.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                relay.destroyForcibly();
            }
        } catch (IOException e) {
            relay.destroyForcibly();
        } catch (InterruptedException e) {
            relay.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
