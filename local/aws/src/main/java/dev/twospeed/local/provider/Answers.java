package dev.twospeed.local.provider;

import dev.twospeed.local.resource.AwsError;
import dev.twospeed.local.resource.Refusal;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers gRPC calls, with refusals as messages that the engine shows to its user. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

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
        } catch (RuntimeException | Error e) {
            LOG.error("A call of the Pulumi engine failed", e);
            observer.onError(status("The embedded AWS failed: " + e + cause(e)));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    private static RuntimeException status(String message) {
        return Status.UNKNOWN.withDescription(message).asRuntimeException();
    }

    private static String cause(Throwable e) {
        var cause = e.getCause();
        return cause == null ? "" : " (" + cause + ")";
    }
}
