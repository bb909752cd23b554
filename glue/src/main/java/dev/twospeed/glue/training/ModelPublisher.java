package dev.twospeed.glue.training;

import dev.twospeed.recommender.model.Manifest;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes models below a location that any Hadoop file system holds; a model exists once its manifest is there. */
public final class ModelPublisher {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path location;
    private final Configuration configuration;

    /**
     * A publisher below this location.
     *
     * @param location as in {@code s3://bucket/models/} or {@code file:/folder/}
     */
    public ModelPublisher(String location, Configuration configuration) {
        this.location = new Path(location);
        this.configuration = configuration;
    }

    /**
     * Publishes a model under a version of its own: the time, then a hash of its content.
     *
     * @return the manifest, written last
     */
    Manifest publish(TrainedModel model, RegisteredSnapshot snapshot, Instant now) throws IOException {
        String version = TIME.format(now) + "-" + ModelArtifact.contentHash(model);
        Path folder = new Path(location, version);
        FileSystem files = folder.getFileSystem(configuration);
        // A local file system would litter the artifact with checksum files of its own.
        files.setWriteChecksum(false);
        return ModelArtifact.write(model, name -> files.create(new Path(folder, name), true), version, snapshot.name());
    }
}
