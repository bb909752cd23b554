package dev.twospeed.stacks.etl;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.ServiceRole;
import java.util.regex.Pattern;

/**
 * The etl stack's config, namespace {@code twospeed-etl}.
 *
 * @param scheduled whether the ETL starts by itself
 * @param schedule when, as Glue writes it: {@code cron(minutes hours day-of-month month day-of-week year)}, UTC
 * @param trainAfterEtl whether a successful ETL starts the training
 */
record EtlConfig(
        boolean protectData,
        String permissionsBoundaryArn,
        int logRetentionDays,
        boolean scheduled,
        String schedule,
        boolean trainAfterEtl,
        JobSize etl,
        JobSize training,
        int rank,
        int seed) {
    private static final Pattern CRON = Pattern.compile("cron\\((\\S+ ){5}\\S+\\)");

    /** Glue's worker types for Spark; the names are AWS's in lower case with a dash for the dot. */
    enum Worker {
        G_1X("G.1X"),
        G_2X("G.2X"),
        G_4X("G.4X"),
        G_8X("G.8X");

        private final String glueName;

        Worker(String glueName) {
            this.glueName = glueName;
        }

        String glueName() {
            return glueName;
        }
    }

    /** How large a job may be and how long it may take. */
    record JobSize(Worker worker, int workers, int timeoutMinutes) {}

    /** Reads and checks the config; ends the program with all faults if there are any. */
    static EtlConfig read(Context ctx) {
        var reader = ConfigReader.of(ctx);
        var config = new EtlConfig(
                reader.flag("protectData"),
                ServiceRole.boundary(reader),
                reader.integerOf("logRetentionDays", EncryptedLogs.RETENTIONS),
                reader.flag("scheduled"),
                reader.text("schedule", CRON, "a cron text of Glue with six fields, as cron(0 2 * * ? *)"),
                reader.flag("trainAfterEtl"),
                size(reader, "etl"),
                size(reader, "training"),
                reader.integer("rank", 4, 256),
                reader.integer("seed", 0, Integer.MAX_VALUE));
        reader.check();
        return config;
    }

    private static JobSize size(ConfigReader reader, String job) {
        return new JobSize(
                reader.choice(job + "Worker", Worker.class),
                // Glue wants a driver and at least one worker.
                reader.integer(job + "Workers", 2, 299),
                reader.integer(job + "TimeoutMinutes", 1, 7 * 24 * 60));
    }
}
