package dev.twospeed.engines;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a server is started that refuses to run as root.
 *
 * <p>For an ordinary user this is nothing. Root's servers run as uid 65534, where that user may enter the folders;
 * below a folder that only root may enter (root's home) they run in a user namespace of their own, in which root is
 * nobody and yet owns its files.
 */
sealed interface Unprivileged {
    /** The uid that is nobody on Linux. */
    int NOBODY = 65534;

    /** What to put before the command. */
    List<String> prefix();

    /** Gives a file or folder to the server's user. */
    void own(Path path) throws IOException;

    /** Runs as whoever started this JVM. */
    record Same(List<String> prefix) implements Unprivileged {
        @Override
        public void own(Path path) {}
    }

    /** Runs as uid 65534. */
    record Nobody(List<String> prefix) implements Unprivileged {
        @Override
        public void own(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", NOBODY);
            Files.setAttribute(path, "unix:gid", NOBODY);
        }
    }

    /** For servers that do run as root. */
    static Unprivileged asIs() {
        return new Same(List.of());
    }

    /** Whether this JVM runs as root. */
    static boolean isRoot() {
        return uid() == 0;
    }

    /** The uid of this JVM. */
    static long uid() {
        return new UnixSystem().getUid();
    }

    /**
     * Chooses the way that works for a program and a folder; existing data decides, because its owner must stay.
     *
     * @param program the server's executable
     * @param data its data folder, which exists
     */
    static Unprivileged choose(Path program, Path data) {
        if (!isRoot()) {
            return asIs();
        }
        var asNobody = new Nobody(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--"));
        var inNamespace = new Same(List.of("unshare", "-U", "--"));
        try {
            var startedAsRoot = Files.exists(data.resolve("PG_VERSION")) && owner(data) == 0;
            if (!startedAsRoot && canEnter(asNobody, program, data)) {
                return asNobody;
            }
            if (canEnter(inNamespace, program, data)) {
                return inNamespace;
            }
        } catch (IOException e) {
            throw new EngineException("Finding out how root may start " + program + " failed: " + e, e);
        }
        throw new EngineException("PostgreSQL refuses to run as root, uid 65534 may not enter " + data + " and "
                + program.getParent() + ", and 'unshare -U' is not allowed here. Work as an ordinary user, or keep the"
                + " checkout and TWOSPEED_CACHE in folders that every user may enter.");
    }

    private static boolean canEnter(Unprivileged way, Path program, Path data) throws IOException {
        if (Command.onPath(way.prefix().get(0)).isEmpty()) {
            return false;
        }
        var probe = List.of(
                "test", "-x", program.toString(), "-a", "-x", data.getParent().toString());
        var command = Command.line(way.prefix(), probe.toArray(String[]::new));
        return Command.run(Duration.ofSeconds(20), command).ok();
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
