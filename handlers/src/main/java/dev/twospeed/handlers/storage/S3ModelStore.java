package dev.twospeed.handlers.storage;

import dev.twospeed.handlers.environment.Environment;
import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ArtifactSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Models below a prefix of a bucket. */
public final class S3ModelStore implements ModelStore {
    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /** Models in {@code s3://bucket/prefix<version>/}; the prefix ends with a slash or is empty. */
    public S3ModelStore(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** The store that {@code MODEL_BUCKET} and {@code MODEL_PREFIX} name. */
    public static S3ModelStore of(Environment environment, S3Client s3) {
        return new S3ModelStore(s3, environment.text("MODEL_BUCKET"), environment.text("MODEL_PREFIX"));
    }

    @Override
    public ArtifactSource artifact(String version) {
        return name -> open(version + "/" + name);
    }

    @Override
    public Optional<String> newestVersion() throws IOException {
        try {
            List<String> versions = s3
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                    .commonPrefixes()
                    .stream()
                    .map(CommonPrefix::prefix)
                    .map(folder -> folder.substring(prefix.length(), folder.length() - 1))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (String version : versions) {
                // A version without manifest is one that is still being written, or was given up.
                if (exists(version + "/" + ArtifactFiles.MANIFEST)) {
                    return Optional.of(version);
                }
            }
            return Optional.empty();
        } catch (SdkException e) {
            throw new IOException("Listing the models below " + location("") + " failed.", e);
        }
    }

    @Override
    public Instant publishedAt(String version) throws IOException {
        String manifest = version + "/" + ArtifactFiles.MANIFEST;
        try {
            return s3.headObject(request -> request.bucket(bucket).key(prefix + manifest))
                    .lastModified();
        } catch (SdkException e) {
            throw new IOException("Looking at " + location(manifest) + " failed.", e);
        }
    }

    @Override
    public Optional<String> activeVersion() throws IOException {
        try (InputStream in = open(ActiveJson.NAME)) {
            return Optional.of(ActiveJson.version(in.readAllBytes(), location(ActiveJson.NAME)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void publishActive(String version) throws IOException {
        try {
            s3.putObject(
                    request ->
                            request.bucket(bucket).key(prefix + ActiveJson.NAME).contentType("application/json"),
                    RequestBody.fromBytes(ActiveJson.of(version)));
        } catch (SdkException e) {
            throw new IOException("Writing " + location(ActiveJson.NAME) + " failed.", e);
        }
    }

    @Override
    public String location(String version) {
        return "s3://" + bucket + "/" + prefix + version;
    }

    private boolean exists(String name) {
        try {
            s3.headObject(request -> request.bucket(bucket).key(prefix + name));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private InputStream open(String name) throws IOException {
        try {
            return ResumedBody.open(s3, bucket, prefix + name);
        } catch (NoSuchKeyException e) {
            NoSuchFileException missing = new NoSuchFileException(location(name));
            missing.initCause(e);
            throw missing;
        } catch (SdkException e) {
            throw new IOException("Reading " + location(name) + " failed.", e);
        }
    }
}
