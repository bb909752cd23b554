package dev.twospeed.local.s3;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.resource.AwsError;
import java.util.ArrayList;
import java.util.Map;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** The store as one principal sees it who deletes several objects at once: each is allowed or refused by itself. */
final class SeparateDeletions extends ForwardingBlobStore {
    private final Access access;
    private final String principal;

    SeparateDeletions(BlobStore store, Access access, String principal) {
        super(store);
        this.access = access;
        this.principal = principal;
    }

    @Override
    public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
        var allowed = new ArrayList<ObjectIdentifier>();
        var errors = new ArrayList<S3Error>();
        for (var object : request.delete().objects()) {
            var action = object.versionId() == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
            try {
                access.check(principal, action, "arn:aws:s3:::" + request.bucket() + "/" + object.key(), Map.of());
                allowed.add(object);
            } catch (AwsError e) {
                errors.add(S3Error.builder()
                        .key(object.key())
                        .code("AccessDenied")
                        .message(e.getMessage())
                        .build());
            }
        }
        if (allowed.isEmpty()) {
            return DeleteObjectsResponse.builder().errors(errors).build();
        }
        var answer = super.removeBlobs(request.toBuilder()
                .delete(request.delete().toBuilder().objects(allowed).build())
                .build());
        errors.addAll(answer.errors());
        return answer.toBuilder().errors(errors).build();
    }
}
