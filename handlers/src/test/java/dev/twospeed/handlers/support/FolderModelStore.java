package dev.twospeed.handlers.support;

import dev.twospeed.handlers.storage.ActiveJson;
import dev.twospeed.handlers.storage.ModelStore;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ArtifactSource;
import dev.twospeed.recommender.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Models in a local folder instead of S3. */
public final class FolderModelStore implements ModelStore {
    private final Path folder;

    public FolderModelStore(Path folder) {
        this.folder = folder;
    }

    /** The folder of one model. */
    public Path folder(String version) {
        return folder.resolve(version);
    }

    @Override
    public ArtifactSource artifact(String version) {
        return new ModelFolder(folder(version));
    }

    @Override
    public Optional<String> newestVersion() throws IOException {
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(version -> Files.exists(version.resolve(ArtifactFiles.MANIFEST)))
                    .map(version -> version.getFileName().toString())
                    .max(Comparator.naturalOrder());
        }
    }

    @Override
    public Instant publishedAt(String version) throws IOException {
        return Files.getLastModifiedTime(folder(version).resolve(ArtifactFiles.MANIFEST))
                .toInstant();
    }

    @Override
    public Optional<String> activeVersion() throws IOException {
        Path file = folder.resolve(ActiveJson.NAME);
        return Files.exists(file)
                ? Optional.of(ActiveJson.version(Files.readAllBytes(file), file.toString()))
                : Optional.empty();
    }

    @Override
    public void publishActive(String version) throws IOException {
        Files.write(folder.resolve(ActiveJson.NAME), ActiveJson.of(version));
    }

    @Override
    public String location(String version) {
        return folder(version).toString();
    }
}
