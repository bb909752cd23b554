package dev.twospeed.stacks.etl;

import com.pulumi.core.Output;
import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;

/** Where the jobs read and write in the data lake. */
record Places(Scope scope, FoundationOutputs foundation) {
    static final String RATINGS = Catalog.RATINGS + "/";

    /** {@code s3://…/}: a folder for each snapshot of the training data. */
    Output<String> ratings() {
        return foundation.dataLakeBucket().applyValue(bucket -> "s3://" + bucket + "/" + RATINGS);
    }

    /** {@code s3://…/}: a folder for each model. */
    Output<String> models() {
        return foundation.dataLakeBucket().applyValue(bucket -> "s3://" + bucket + "/" + Models.PREFIX);
    }

    /** The ARN of all objects below a prefix, which may be a pattern. */
    Output<String> objects(String prefix) {
        return bucketArn().applyValue(arn -> arn + "/" + prefix + "*");
    }

    /** Lets somebody list what is below prefixes, and nothing else of the bucket. */
    Statement list(String id, String... prefixes) {
        var statement = Statement.allow(id).actions("s3:ListBucket").on(bucketArn());
        for (var prefix : prefixes) {
            // Hadoop asks for a folder with and without its slash.
            statement.when("StringLike", "s3:prefix", prefix + "*");
            statement.when("StringLike", "s3:prefix", prefix.substring(0, prefix.length() - 1));
        }
        return statement;
    }

    private Output<String> bucketArn() {
        return foundation.dataLakeBucket().applyValue(bucket -> "arn:" + scope.partition() + ":s3:::" + bucket);
    }
}
