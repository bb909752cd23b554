package dev.twospeed.handlers.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object while it is read, which may take as long as what is done with it, for a large model half an hour: where the connection breaks, the
 * rest of the same object is asked for. The SDK tries again what fails before an answer, but not what breaks within one.
 */
final class ResumedBody extends InputStream {
    /** Times in a row, without a byte between them. */
    private static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLISECONDS = 100;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final String tag;
    private final long length;
    private ResponseInputStream<GetObjectResponse> body;
    private long at;
    private int failures;

    private ResumedBody(S3Client s3, String bucket, String key, ResponseInputStream<GetObjectResponse> body) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.body = body;
        this.tag = body.response().eTag();
        this.length = body.response().contentLength();
    }

    /**
     * Opens an object.
     *
     * @throws SdkException if S3 does not answer with it
     */
    static ResumedBody open(S3Client s3, String bucket, String key) {
        return new ResumedBody(
                s3, bucket, key, s3.getObject(request -> request.bucket(bucket).key(key)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        while (at < length && count > 0) {
            try {
                int read = body.read(into, offset, count);
                if (read < 0) {
                    throw new EOFException("S3 closed the connection");
                }
                at += read;
                failures = 0;
                return read;
            } catch (IOException | SdkException e) {
                resume(e);
            }
        }
        return count == 0 ? 0 : -1;
    }

    private void resume(Exception cause) throws IOException {
        body.abort();
        for (Exception last = cause; ; ) {
            if (++failures == ATTEMPTS) {
                throw new IOException(
                        "Reading s3://" + bucket + "/" + key + " broke off after " + at + " of " + length + " bytes, "
                                + failures + " times in a row: " + last.getMessage(),
                        last);
            }
            pause();
            try {
                // Only of the object that was begun: another under its name has another tag, and is refused.
                body = s3.getObject(
                        request -> request.bucket(bucket).key(key).ifMatch(tag).range("bytes=" + at + "-"));
                return;
            } catch (SdkException e) {
                last = e;
            }
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong((PAUSE_MILLISECONDS << failures) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two attempts to read from S3");
        }
    }

    @Override
    public void close() throws IOException {
        if (at < length) {
            // Closing would read what is left.
            body.abort();
        } else {
            body.close();
        }
    }
}
