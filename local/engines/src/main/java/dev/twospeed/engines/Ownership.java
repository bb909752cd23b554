package dev.twospeed.engines;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right of one JVM to run a server on a folder; the system takes it back when the JVM dies, however it dies. */
final class Ownership implements Closeable {
    private final FileChannel channel;

    private Ownership(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @throws EngineException when another process has it
     */
    static Ownership of(Path folder) {
        try {
            Files.createDirectories(folder);
            var file = folder.resolve("owner.lock");
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new Ownership(channel);
                }
            } catch (OverlappingFileLockException e) {
                // held by this JVM: the same refusal
            }
            channel.close();
            throw new EngineException("The database in " + folder + " is in use by another process. Stop that one"
                    + " first (./twospeed stop), or wait for it to end.");
        } catch (IOException e) {
            throw new EngineException("Taking the database folder " + folder + " failed: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
