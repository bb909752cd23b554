package dev.twospeed.local.provider;

import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers gRPC calls, with refusals as messages that the engine shows to its user. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final String DISK_FULL = "No space left on device";

    private Answers() {}

    static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (Refusal e) {
            observer.onError(status(e.getMessage()));
            return;
        } catch (AwsError e) {
            observer.onError(status(e.code() + ": " + e.getMessage()));
            return;
        } catch (UncheckedIOException e) {
            observer.onError(status(sentence(e)));
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("A call of the Pulumi engine failed", e);
            observer.onError(status("The embedded AWS failed: " + e + cause(e)));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    /** What the disk refused. Nothing is lost by it: a resource is recorded before and after it is made. */
    static String sentence(UncheckedIOException e) {
        var reason = String.valueOf(e.getCause().getMessage());
        return e.getMessage() + ": " + reason
                + (reason.contains(DISK_FULL) ? ". Free some space and run the same command again." : ".");
    }

    private static RuntimeException status(String message) {
        return Status.UNKNOWN.withDescription(message).asRuntimeException();
    }

    private static String cause(Throwable e) {
        var cause = e.getCause();
        return cause == null ? "" : " (" + cause + ")";
    }
}
