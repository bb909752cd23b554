package dev.twospeed.stacks.vectordb;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.DatabaseClass;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.ServiceRole;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The vector-db stack's config, namespace {@code twospeed-vector-db}.
 *
 * @param monitoringSeconds how often the instance's operating system is measured, or 0 for not
 * @param keepVersions models kept for a rollback, besides the active one
 * @param loaderFunctionItems largest catalogue that the loader function loads itself; the Glue job loads what is larger
 * @param loaderFunctionEmbeddings most items and customers together that the loader function loads itself
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
        Insights databaseInsights,
        int monitoringSeconds,
        int keepVersions,
        int loaderMemoryMegabytes,
        int loaderReservedConcurrency,
        int loaderFunctionItems,
        int loaderFunctionEmbeddings,
        int loadingJobTimeoutMinutes) {
    private static final Pattern INSTANCE_CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final String INSTANCE_CLASSES =
            "a class of RDS instances of the families t3, t4g, m5 to m8 or r5 to r8 with 2 GiB of memory or more, as"
                    + " db.t4g.medium";
    // Vectors, connections and an index build beside them do not fit into less.
    private static final int LEAST_GIBIBYTES = 2;
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, MonitoringInterval
    private static final List<Integer> MONITORING_SECONDS = List.of(0, 1, 5, 10, 15, 30, 60);
    // RDS enlarges storage only to a limit at least 10 % above what it starts with.
    private static final double LEAST_GROWTH = 1.1;

    /** What RDS records of the statements that the database spends its time on. */
    enum Insights {
        NONE,
        STANDARD,
        ADVANCED
    }

    private static DatabaseClass instanceClass(ConfigReader reader) {
        var name = reader.text("instanceClass", INSTANCE_CLASS, INSTANCE_CLASSES);
        var known = DatabaseClass.of(name).filter(found -> found.memoryGibibytes() >= LEAST_GIBIBYTES);
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
                reader.choice("databaseInsights", Insights.class),
                reader.integerOf("monitoringSeconds", MONITORING_SECONDS),
                reader.integer("keepVersions", 1, 20),
                reader.integer("loaderMemoryMegabytes", 512, 10240),
                reader.integer("loaderReservedConcurrency", -1, 1),
                reader.integer("loaderFunctionItems", 0, Integer.MAX_VALUE),
                reader.integer("loaderFunctionEmbeddings", 0, Integer.MAX_VALUE),
                reader.integer("loadingJobTimeoutMinutes", 1, 7 * 24 * 60));
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
