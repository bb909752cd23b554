package dev.twospeed.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class StackStoreTest {
    @TempDir
    Path folder;

    @Test
    void shouldSayThatTheDiskIsFull_whenItIs() throws Exception {
        var buckets = Files.createDirectory(folder.resolve("buckets"));
        var full = new ForwardingBlobStore(new FilesystemNio2BlobStore(buckets.toString())) {
            @Override
            public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };
        var unfinished = UnfinishedWrites.open(folder.resolve("unfinished"), buckets);
        var events = new ObjectEvents(bucket -> true, (source, type, detail) -> {
            throw new AssertionError("nothing was written");
        });
        var store = new StackStore(full, unfinished, events, folder);

        assertThatThrownBy(() -> store.putBlob(
                        PutObjectRequest.builder().bucket("lake").key("k").build(), InputStream.nullInputStream()))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(507))
                .hasMessageContaining("full")
                .hasMessageContaining(folder.toString());
    }
}
