package dev.twospeed.stacks.vectordb;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.DatabaseClass;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.ServiceRole;
import java.util.regex.Pattern;

/**
 * The vector-db stack's config, namespace {@code twospeed-vector-db}.
 *
 * @param keepVersions models kept for a rollback, besides the active one
 * @param loaderReservedConcurrency 1 lets one load run at a time; -1 reserves nothing, for accounts with a small quota
 */
record VectorDbConfig(
        boolean protectData,
        String permissionsBoundaryArn,
        int logRetentionDays,
        DatabaseClass instanceClass,
        int storageGigabytes,
        int maxStorageGigabytes,
        int backupDays,
        boolean multiAz,
        boolean performanceInsights,
        int keepVersions,
        int loaderMemoryMegabytes,
        int loaderReservedConcurrency) {
    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final String INSTANCE_CLASSES =
            "a class of RDS instances of the families t3, t4g, m5 to m8 or r5 to r8, as db.t4g.medium";
    // RDS enlarges storage only to a limit at least 10 % above what it starts with.
    private static final double LEAST_GROWTH = 1.1;

    private static DatabaseClass instanceClass(ConfigReader reader) {
        var name = reader.text("instanceClass", INSTANCE_CLASS, INSTANCE_CLASSES);
        var known = DatabaseClass.of(name);
        if (known.isEmpty() && !name.isEmpty()) {
            reader.fault("instanceClass", name, INSTANCE_CLASSES);
        }
        return known.orElse(new DatabaseClass(name, 1));
    }

    /** Reads and checks the config; ends the program with all faults if there are any. */
    static VectorDbConfig read(Context ctx) {
        var reader = ConfigReader.of(ctx);
        var config = new VectorDbConfig(
                reader.flag("protectData"),
                ServiceRole.boundary(reader),
                reader.integerOf("logRetentionDays", EncryptedLogs.RETENTIONS),
                instanceClass(reader),
                reader.integer("storageGigabytes", 20, 65536),
                reader.integer("maxStorageGigabytes", 22, 65536),
                reader.integer("backupDays", 0, 35),
                reader.flag("multiAz"),
                reader.flag("performanceInsights"),
                reader.integer("keepVersions", 1, 20),
                reader.integer("loaderMemoryMegabytes", 512, 10240),
                reader.integer("loaderReservedConcurrency", -1, 1));
        if (config.maxStorageGigabytes < config.storageGigabytes * LEAST_GROWTH) {
            reader.fault(
                    "maxStorageGigabytes",
                    config.maxStorageGigabytes,
                    "at least 10 % more than storageGigabytes (" + config.storageGigabytes + ")");
        }
        if (config.loaderReservedConcurrency == 0) {
            reader.fault("loaderReservedConcurrency", 0, "1, or -1 for no reservation; 0 would let no load run");
        }
        reader.check();
        return config;
    }
}
