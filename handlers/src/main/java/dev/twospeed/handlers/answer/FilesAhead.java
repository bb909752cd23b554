package dev.twospeed.handlers.answer;

import dev.twospeed.recommender.model.ArtifactSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Files of a model that are all asked for at once, each in a thread of its own, instead of one after the other: S3 takes its time for an answer,
 * some 100 to 200 milliseconds for a small object
 * (<a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html">AWS: optimizing S3 performance</a>).
 */
final class FilesAhead implements ArtifactSource, Closeable {
    private final ArtifactSource source;
    private final Map<String, FutureTask<InputStream>> ahead = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Asks for these files; others are opened when they are wanted. */
    FilesAhead(ArtifactSource source, List<String> names) {
        this.source = source;
        for (String name : names) {
            Opening opening = new Opening(name);
            ahead.put(name, opening);
            Thread thread = new Thread(opening, "open-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private final class Opening extends FutureTask<InputStream> {
        Opening(String name) {
            super(() -> source.open(name));
        }

        @Override
        protected void done() {
            if (closed) {
                closeQuietly(this);
            }
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        FutureTask<InputStream> opening = ahead.remove(name);
        return opening == null ? source.open(name) : opened(opening);
    }

    private static InputStream opened(FutureTask<InputStream> opening) throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException("opening a file of the model failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file of the model was opened");
        }
    }

    /** Closes what was opened and not wanted, now or when it is there: nobody waits for it. */
    @Override
    public void close() {
        closed = true;
        for (FutureTask<InputStream> opening : ahead.values()) {
            if (opening.isDone()) {
                closeQuietly(opening);
            }
        }
    }

    private static void closeQuietly(FutureTask<InputStream> opening) {
        try {
            opened(opening).close();
        } catch (IOException e) {
            // It never was open, or is no longer.
        }
    }
}
