package dev.twospeed.recommender.model;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A model artifact in a local folder. A file appears under its name only when it is complete. */
public final class ModelFolder implements ArtifactSource, ArtifactSink {
    private final Path folder;

    /** The artifact in this folder, which is created with the first file. */
    public ModelFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public OutputStream create(String name) throws IOException {
        Files.createDirectories(folder);
        Path partial = folder.resolve("." + name + ".partial");
        return new FilterOutputStream(Files.newOutputStream(partial)) {
            private boolean closed;

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                out.write(from, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    super.close();
                    Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        };
    }
}
