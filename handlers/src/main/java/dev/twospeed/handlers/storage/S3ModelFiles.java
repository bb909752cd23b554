package dev.twospeed.handlers.storage;

import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.recommender.model.ArtifactSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Models below a prefix of a bucket, for functions that only read them and have to start soon: without the client of S3. */
public final class S3ModelFiles implements ModelFiles {
    private final S3Objects objects;
    private final String prefix;

    /** Models whose files are {@code prefix<version>/…}; the prefix ends with a slash or is empty. */
    S3ModelFiles(S3Objects objects, String prefix) {
        this.objects = objects;
        this.prefix = prefix;
    }

    /** Those that {@code MODEL_BUCKET} and {@code MODEL_PREFIX} name. */
    public static S3ModelFiles of(Environment environment) {
        return new S3ModelFiles(
                S3Objects.of(environment, environment.text("MODEL_BUCKET")), environment.text("MODEL_PREFIX"));
    }

    @Override
    public ArtifactSource artifact(String version) {
        return name -> objects.open(prefix + version + "/" + name);
    }

    @Override
    public Optional<String> activeVersion() throws IOException {
        String key = prefix + ActiveJson.NAME;
        try (InputStream in = objects.open(key)) {
            return Optional.of(ActiveJson.version(in.readAllBytes(), objects.location(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
