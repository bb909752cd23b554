package dev.twospeed.handlers.load;

import dev.twospeed.handlers.environment.JdkHttp;
import dev.twospeed.handlers.environment.LogLine;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ConcurrentRunsExceededException;

/**
 * The Glue job that loads models.
 *
 * @param name the job's
 * @param clients opens a client for each start: most calls of the loader start nothing
 */
record GlueLoadingJob(String name, Supplier<GlueClient> clients) implements LoadingJob {
    /** The job of this name, where the environment's credentials lead. */
    static GlueLoadingJob named(String name) {
        return new GlueLoadingJob(
                name,
                () -> GlueClient.builder().httpClientBuilder(JdkHttp.builder()).build());
    }

    @Override
    public boolean start(Operation operation, String version) throws IOException {
        try (GlueClient glue = clients.get()) {
            String run = glue.startJobRun(request -> request.jobName(name)
                            .arguments(Map.of("--operation", operation.label(), "--version", version)))
                    .jobRunId();
            LogLine.info("model handed over to the Glue job")
                    .with("model_version", version)
                    .with("job_run", run)
                    .write();
            return true;
        } catch (ConcurrentRunsExceededException e) {
            LogLine.warn("the Glue job is loading a model already")
                    .with("model_version", version)
                    .write();
            return false;
        } catch (SdkException e) {
            throw new IOException(
                    "Starting the Glue job " + name + " for model " + version + " failed: " + e.getMessage(), e);
        }
    }
}
