package dev.twospeed.stacks.vectordb;

import dev.twospeed.stacks.common.FoundationOutputs;
import dev.twospeed.stacks.common.Models;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;
import java.util.List;

/** What loads models may do with those in the data lake. */
final class ModelAccess {
    private ModelAccess() {}

    static List<Statement> statements(Scope scope, FoundationOutputs foundation) {
        var bucketArn =
                foundation.dataLakeBucket().applyValue(bucket -> "arn:" + scope.partition() + ":s3:::" + bucket);
        return List.of(
                Statement.allow("ReadModels")
                        .actions("s3:GetObject")
                        .on(bucketArn.applyValue(arn -> arn + "/" + Models.PREFIX + "*")),
                Statement.allow("SayWhatIsActive")
                        .actions("s3:PutObject")
                        .on(bucketArn.applyValue(arn -> arn + "/" + Models.PREFIX + "active.json")),
                Statement.allow("ListModels")
                        .actions("s3:ListBucket")
                        .on(bucketArn)
                        .when("StringLike", "s3:prefix", Models.PREFIX + "*"));
    }
}
