package dev.twospeed.stacks.vectordb;

import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Scope;
import dev.twospeed.stacks.common.Statement;

/** The database's users that log in with an IAM token; the migration makes them. */
final class Users {
    /** Made by RDS with the database; it makes the others. */
    static final String MASTER = "twospeed_admin";

    static final String MIGRATOR = "twospeed_migrator";
    static final String LOADER = "twospeed_loader";
    static final String READER = "twospeed_reader";

    /** For people who look. */
    static final String INSPECTOR = "twospeed_inspector";

    private Users() {}

    /** Lets a role log in as one user of one database. */
    static Statement login(String sid, Scope scope, Output<String> databaseResourceId, String user) {
        return Statement.allow(sid)
                .actions("rds-db:connect")
                .on(databaseResourceId.apply(id -> scope.arn("rds-db", "dbuser:" + id + "/" + user)));
    }
}
