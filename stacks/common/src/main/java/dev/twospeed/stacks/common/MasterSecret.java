package dev.twospeed.stacks.common;

import com.pulumi.aws.rds.Instance;
import com.pulumi.core.Output;

/** The secret in which RDS keeps a database's master password, so that nobody else has to. */
public final class MasterSecret {
    private MasterSecret() {}

    /** The secret's ARN; known once the database is there. */
    public static Output<String> arn(Instance database) {
        return Output.tuple(database.identifier(), database.masterUserSecrets()).applyValue(known -> {
            var secrets = known.t2;
            if (secrets == null || secrets.isEmpty()) {
                throw Faults.sentence("The database " + known.t1 + " has no master secret, which RDS makes for it: run "
                        + "`pulumi refresh` and look at the database in the console.");
            }
            return secrets.get(0).secretArn().orElseThrow();
        });
    }
}
