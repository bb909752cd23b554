package dev.twospeed.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.engines.LoopbackPort;
import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ports of the embedded AWS, chosen once and kept, so that the outputs of stacks stay the same from run to run.
 */
public final class Ports {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final ObjectNode ports;

    private Ports(Path file, ObjectNode ports) {
        this.file = file;
        this.ports = ports;
    }

    /**
     * Reads the ports kept in a file; it need not exist.
     *
     * @throws Refusal if the file is damaged
     */
    public static Ports open(Path file) {
        try {
            return new Ports(
                    file,
                    Files.exists(file) ? MAPPER.readValue(file.toFile(), ObjectNode.class) : MAPPER.createObjectNode());
        } catch (JacksonException e) {
            throw new Refusal(
                    "The file " + file + " is damaged: delete it; the next `./twospeed up` chooses new ports.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The ports kept in " + file + " could not be read", e);
        }
    }

    /**
     * The port kept under a name, or a free one that is kept from now on.
     *
     * @param name such as {@code s3} or {@code database-<identifier>}
     * @throws Refusal if the kept port is taken by another program
     */
    public synchronized int of(String name) {
        var kept = ports.path(name).asInt();
        if (kept != 0) {
            if (!LoopbackPort.isFree(kept)) {
                throw new Refusal("Port " + kept + " of 127.0.0.1 is taken by another program, and the embedded AWS"
                        + " needs it for " + name + ": stop that program, or delete " + file
                        + " and run `./twospeed up` to deploy with new ports.");
            }
            return kept;
        }
        var fresh = LoopbackPort.choose(port -> !isKept(port));
        ports.put(name, fresh);
        WholeFile.write(file, ports);
        return fresh;
    }

    /** Forgets a name, when what listened there was deleted. */
    public synchronized void release(String name) {
        if (ports.remove(name) != null) {
            WholeFile.write(file, ports);
        }
    }

    private boolean isKept(int port) {
        for (var other : ports) {
            if (other.asInt() == port) {
                return true;
            }
        }
        return false;
    }
}
