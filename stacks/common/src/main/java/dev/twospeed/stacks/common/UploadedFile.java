package dev.twospeed.stacks.common;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A file in the artifact bucket under a key that names its content: the same build deploys nothing. */
public final class UploadedFile {
    private static final int HASH_LENGTH = 16;

    private final String key;
    private final String hash;
    private final Output<String> bucket;
    private final BucketObjectv2 object;

    /**
     * Uploads a file.
     *
     * @param name the resource's name, and the folder in the bucket
     * @param bucket the artifact bucket
     */
    public UploadedFile(String name, Scope scope, Output<String> bucket, Path file, Resource parent) {
        this.bucket = bucket;
        hash = hash(file).substring(0, HASH_LENGTH);
        key = name + "/" + hash + "/" + file.getFileName();
        object = new BucketObjectv2(
                name,
                BucketObjectv2Args.builder()
                        .bucket(bucket)
                        .key(key)
                        .source(new FileAsset(file.toAbsolutePath().toString()))
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(parent));
    }

    /** The key; known only once the file is there. */
    public Output<String> key() {
        return object.key();
    }

    /** {@code s3://<bucket>/<key>}; known only once the file is there. */
    public Output<String> location() {
        return Output.format("s3://%s/%s", bucket, object.key());
    }

    /** The beginning of the content's SHA-256, in hex. */
    public String hash() {
        return hash;
    }

    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(Scope.sha256(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw Faults.sentence("Reading " + file + " to upload it failed: " + e.getMessage() + ".");
        }
    }
}
