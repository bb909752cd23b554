package dev.twospeed.local;

import dev.twospeed.local.resource.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one embedded AWS run in a checkout; the operating system lets go of it when the process ends, however it ends. */
final class CheckoutLock implements AutoCloseable {
    private final FileChannel channel;

    private CheckoutLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param file whose content is the process that holds it
     * @throws Refusal if another process holds it, naming that one
     */
    static CheckoutLock take(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var taken = false;
            try {
                taken = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                taken = false; // held by this very process
            }
            if (!taken) {
                channel.close();
                var holder = Files.readString(file).strip();
                throw new Refusal("The embedded AWS of this checkout runs already, as process "
                        + (holder.isEmpty() ? "unknown" : holder) + ": use it, or stop it with `./twospeed stop`.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new CheckoutLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The lock " + file + " could not be taken", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the checkout could not be released", e);
        }
    }
}
