package dev.twospeed.glue.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.recommender.model.InvalidModel;
import dev.twospeed.recommender.model.Manifest;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.ServingModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model in use, as {@code active.json} beside the models names it; the loader writes that at each activation. */
public final class ActiveModel {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveModel.class);
    private static final String NAME = "active.json";

    private final Path location;
    private final Configuration configuration;

    /** The active one of the models below this location. */
    public ActiveModel(String location, Configuration configuration) {
        this.location = new Path(location);
        this.configuration = configuration;
    }

    /** An active model with its manifest. */
    record InUse(Manifest manifest, ServingModel serving) {}

    /**
     * Reads it; empty, with a warning, if its artifact is gone or cannot be used: there is nothing to compare with then.
     *
     * @throws IOException if the location cannot be read
     */
    Optional<InUse> read() throws IOException {
        FileSystem files = location.getFileSystem(configuration);
        String version;
        try (InputStream in = open(files, new Path(location, NAME))) {
            version = new ObjectMapper().readTree(in).path("version").asText();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            Path folder = new Path(location, version);
            ModelReader reader = ModelReader.open(name -> open(files, new Path(folder, name)));
            return Optional.of(new InUse(reader.manifest(), reader.readServingModel()));
        } catch (InvalidModel e) {
            LOG.warn("The active model {} cannot be compared with: {}", version, e.getMessage());
            return Optional.empty();
        }
    }

    private static InputStream open(FileSystem files, Path path) throws IOException {
        try {
            return files.open(path);
        } catch (FileNotFoundException e) {
            throw (IOException) new NoSuchFileException(path.toString()).initCause(e);
        }
    }
}
