package dev.twospeed.local;

import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one embedded AWS run in a checkout; the operating system lets go of the lock when the process ends, however it
 * ends.
 *
 * <p>POSIX drops a process's locks on a file as soon as it closes any descriptor of that file. So the locked file is
 * opened only here and never read; who holds the lock stands in a file beside it.
 */
final class CheckoutLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path holder;

    private CheckoutLock(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the lock of a state folder.
     *
     * @throws Refusal if this or another process holds it, naming that one
     */
    static CheckoutLock take(Path stateFolder) {
        var holder = stateFolder.resolve("lock.holder");
        try {
            Files.createDirectories(stateFolder);
            var self = ProcessId.self().toString();
            if (Files.exists(holder) && Files.readString(holder).equals(self)) {
                throw heldBy(self);
            }
            var channel =
                    FileChannel.open(stateFolder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw heldBy(Files.exists(holder) ? Files.readString(holder) : "unknown");
            }
            Files.writeString(holder, self);
            return new CheckoutLock(channel, holder);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of " + stateFolder + " could not be taken", e);
        }
    }

    private static Refusal heldBy(String process) {
        return new Refusal("The embedded AWS of this checkout runs already, as process " + process.split(" ", 2)[0]
                + ": use it, or stop it with `./twospeed stop`.");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(holder);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the checkout could not be released", e);
        }
    }
}
