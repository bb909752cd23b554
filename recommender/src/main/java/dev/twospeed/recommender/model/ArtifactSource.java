package dev.twospeed.recommender.model;

import java.io.IOException;
import java.io.InputStream;

/** Where a model's files are read from: a folder, an S3 prefix. */
@FunctionalInterface
public interface ArtifactSource {
    /**
     * Opens one file for reading from its beginning.
     *
     * @param name file name within the artifact, one of {@link ArtifactFiles}
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    InputStream open(String name) throws IOException;
}
