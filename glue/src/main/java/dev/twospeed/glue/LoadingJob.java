package dev.twospeed.glue;

import dev.twospeed.handlers.database.DatabaseAddress;
import dev.twospeed.handlers.database.IamToken;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.environment.Credentials;
import dev.twospeed.handlers.load.Loader;
import dev.twospeed.handlers.load.Outcome;
import dev.twospeed.handlers.storage.S3;
import dev.twospeed.handlers.storage.S3ModelStore;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The Glue job that loads the models which take longer than a function may run: the loader of the functions, without their limit.
 *
 * <p>{@code --operation} is {@code load} or {@code activate} with {@code --version}, or {@code reconcile}, the default, which loads the
 * newest published model; all as of the loader function.
 */
public final class LoadingJob {
    private static final Logger LOG = LoggerFactory.getLogger(LoadingJob.class);

    /** An index build says nothing for hours; a dead connection shows by TCP's keep-alive, and Glue ends a run that takes too long. */
    private static final Duration NO_SOCKET_TIMEOUT = Duration.ZERO;

    private LoadingJob() {}

    /** Called by the entry script, with Glue's arguments; any exception that leaves it fails the run. */
    public static void main(String[] args) throws IOException, SQLException {
        var arguments = Arguments.of(args);
        // Nothing here is spread over workers: what limits a load is the one database.
        var spark = SparkSession.builder().appName("twospeed loading").getOrCreate();
        try (var s3 = S3.client()) {
            var outcome = run(arguments, loader(arguments, s3));
            LOG.info(
                    "Model {}: {}; {} is active",
                    outcome.version(),
                    outcome.status().label(),
                    outcome.active());
        } finally {
            spark.stop();
        }
    }

    private static Loader loader(Arguments arguments, S3Client s3) {
        var token = new IamToken(arguments.database(), arguments.user(), Credentials.ofChain());
        return new Loader(
                new Login(arguments.database(), arguments.user(), token, NO_SOCKET_TIMEOUT),
                new S3ModelStore(
                        s3, arguments.models().bucket(), arguments.models().prefix()),
                arguments.keepVersions(),
                Loader.EXACT_ITEMS);
    }

    static Outcome run(Arguments arguments, Loader loader) throws IOException, SQLException {
        return switch (arguments.operation()) {
            case LOAD -> loader.load(arguments.version());
            case ACTIVATE -> loader.activate(arguments.version());
            case RECONCILE -> loader.reconcile();
        };
    }

    /** What a run does. */
    enum Operation {
        LOAD,
        ACTIVATE,
        RECONCILE
    }

    /** What the job is told; the version is empty where the operation needs none. */
    record Arguments(
            Operation operation,
            String version,
            DatabaseAddress database,
            String user,
            JobArguments.Location models,
            int keepVersions) {
        static Arguments of(String... args) {
            var given = JobArguments.of(args);
            var operation = given.choice("operation", Operation.class, Operation.RECONCILE);
            var arguments = new Arguments(
                    operation,
                    operation == Operation.RECONCILE ? "" : given.text("version"),
                    new DatabaseAddress(
                            given.text("db-endpoint"),
                            given.number("db-port", 1, 65_535),
                            given.text("db-name"),
                            given.text("region"),
                            given.certificates("additional-ca")),
                    given.text("db-user"),
                    given.bucketAndPrefix("model-location"),
                    given.number("keep-versions", 0, 100));
            given.check();
            return arguments;
        }
    }
}
