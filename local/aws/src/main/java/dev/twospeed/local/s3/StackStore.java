package dev.twospeed.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * The file store as S3 shows it: half-written objects are invisible, writes publish events, a full disk says so.
 *
 * <p>The file store writes {@code <key>-<uuid>} beside the object and renames it; without the filter a reader would list
 * that name, and a crash would leave it as an object for ever.
 */
final class StackStore extends ForwardingBlobStore {
    private final UnfinishedWrites unfinished;
    private final ObjectEvents events;
    private final Path folder;

    StackStore(BlobStore files, UnfinishedWrites unfinished, ObjectEvents events, Path folder) {
        super(files);
        this.unfinished = unfinished;
        this.events = events;
        this.folder = folder;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        var stored = writing(request.bucket(), request.key(), () -> super.putBlob(request, payload));
        var length = request.contentLength();
        var size = length == null ? size(request.bucket(), request.key()) : length;
        events.created(request.bucket(), request.key(), size, stored.eTag(), stored.versionId(), "PutObject");
        return stored;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        var bucket = request.destinationBucket();
        var key = request.destinationKey();
        var stored = writing(bucket, key, () -> super.copyBlob(request));
        events.created(
                bucket, key, size(bucket, key), stored.copyObjectResult().eTag(), stored.versionId(), "CopyObject");
        return stored;
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
            MultipartUpload upload, UploadPartRequest request, InputStream payload) {
        return diskFullSaid(() -> super.uploadMultipartPart(upload, request, payload));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        var bucket = request.bucket();
        var key = request.key();
        var stored = writing(bucket, key, () -> super.completeMultipartUpload(upload, request));
        events.created(bucket, key, size(bucket, key), stored.eTag(), stored.versionId(), "CompleteMultipartUpload");
        return stored;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        var page = super.list(request);
        var finished = finished(request.bucket(), page.contents());
        return finished.size() == page.contents().size()
                ? page
                : page.toBuilder().contents(finished).keyCount(finished.size()).build();
    }

    @Override
    public ListObjectsResponse listV1(ListObjectsRequest request) {
        var page = super.listV1(request);
        return page.toBuilder()
                .contents(finished(request.bucket(), page.contents()))
                .build();
    }

    private List<S3Object> finished(String bucket, List<S3Object> listed) {
        return listed.stream()
                .filter(object -> !UnfinishedWrites.mayBeTemporary(object.key())
                        // In this order: a write may end between listing and here, which leaves neither.
                        || (!unfinished.hides(bucket, object.key()) && super.blobExists(bucket, object.key())))
                .toList();
    }

    private long size(String bucket, String key) {
        return super.blobMetadata(
                        HeadObjectRequest.builder().bucket(bucket).key(key).build())
                .contentLength();
    }

    private <T> T writing(String bucket, String key, Supplier<T> write) {
        return diskFullSaid(() -> {
            try (var unused = unfinished.begin(bucket, key)) {
                return write.get();
            }
        });
    }

    private <T> T diskFullSaid(Supplier<T> write) {
        try {
            return write.get();
        } catch (S3Exception e) {
            throw e;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                var message = String.valueOf(cause.getMessage());
                if (cause instanceof IOException
                        && (message.contains("No space left") || message.contains("Disk quota"))) {
                    // 507 and not 500: clients retry the latter for a while before they show it.
                    throw refusal(
                            507,
                            "InsufficientStorage",
                            "The disk under the embedded S3 is full (" + folder + "): free some space and try again");
                }
            }
            throw e;
        }
    }

    private static AwsServiceException refusal(int status, String code, String message) {
        return S3Exception.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
