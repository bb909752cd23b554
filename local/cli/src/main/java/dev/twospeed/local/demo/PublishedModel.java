package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.recommender.model.ModelReader;
import dev.twospeed.recommender.model.ServingModel;
import java.io.IOException;
import software.amazon.awssdk.services.s3.S3Client;

/** A model that training published. */
final class PublishedModel {
    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    PublishedModel(S3Client s3, StackOutputs etl, String version) {
        this.s3 = s3;
        this.bucket = etl.text("modelBucket");
        this.prefix = etl.text("modelPrefix") + version + "/";
    }

    ServingModel read() throws IOException {
        return ModelReader.open(file -> s3.getObject(r -> r.bucket(bucket).key(prefix + file)))
                .readServingModel();
    }
}
