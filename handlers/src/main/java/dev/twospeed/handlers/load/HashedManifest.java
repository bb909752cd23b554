package dev.twospeed.handlers.load;

import dev.twospeed.recommender.model.ArtifactFiles;
import dev.twospeed.recommender.model.ArtifactSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An artifact that notes the SHA-256 of its manifest, which identifies its whole content: the manifest has the other files' checksums. */
final class HashedManifest implements ArtifactSource {
    private final ArtifactSource source;
    private String sha256 = "";

    HashedManifest(ArtifactSource source) {
        this.source = source;
    }

    /** The SHA-256 of the manifest, once it was opened; 64 lower-case hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (!name.equals(ArtifactFiles.MANIFEST)) {
            return source.open(name);
        }
        try (InputStream in = source.open(name)) {
            byte[] manifest = in.readAllBytes();
            sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
            return new ByteArrayInputStream(manifest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
