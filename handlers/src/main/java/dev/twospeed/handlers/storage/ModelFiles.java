package dev.twospeed.handlers.storage;

import dev.twospeed.recommender.model.ArtifactSource;
import java.io.IOException;
import java.util.Optional;

/** What a function that answers reads of published models. */
public interface ModelFiles {
    /** The files of one model. */
    ArtifactSource artifact(String version);

    /**
     * What {@code active.json} says was activated last.
     *
     * @throws IOException if the store cannot be read
     */
    Optional<String> activeVersion() throws IOException;
}
