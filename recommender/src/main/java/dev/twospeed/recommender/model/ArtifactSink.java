package dev.twospeed.recommender.model;

import java.io.IOException;
import java.io.OutputStream;

/** Where a model's files are written to: a folder, an S3 prefix. */
@FunctionalInterface
public interface ArtifactSink {
    /**
     * Creates or replaces one file; it is complete when the stream was closed.
     *
     * @param name file name within the artifact, one of {@link ArtifactFiles}
     * @throws IOException if it cannot be written
     */
    OutputStream create(String name) throws IOException;
}
