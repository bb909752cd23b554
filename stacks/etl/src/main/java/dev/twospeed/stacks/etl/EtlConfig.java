package dev.twospeed.stacks.etl;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.ServiceRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The etl stack's config, namespace {@code twospeed-etl}.
 *
 * @param scheduled whether the ETL starts by itself
 * @param schedule when, as Glue writes it: {@code cron(minutes hours day-of-month month day-of-week year)}, UTC
 * @param trainAfterEtl whether a successful ETL starts the training
 * @param snapshotAlarmHours the age of the newest training data from which on the alarm topic hears of it
 * @param modelAlarmHours the same for the newest model
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
        int seed,
        QualityGate qualityGate,
        int snapshotAlarmHours,
        int modelAlarmHours) {
    private static final Pattern CRON = Pattern.compile("cron\\((\\S+ ){5}\\S+\\)");

    /** Glue's worker types for Spark; the names are AWS's in lower case with a dash for the dot. */
    enum Worker {
        G_1X("G.1X"),
        G_2X("G.2X"),
        G_4X("G.4X"),
        G_8X("G.8X");

        private static final Set<Worker> FLEXIBLE = EnumSet.of(G_1X, G_2X);

        private final String glueName;

        Worker(String glueName) {
            this.glueName = glueName;
        }

        String glueName() {
            return glueName;
        }
    }

    /** What happens to a model that is worse than popularity or than the active one: not published, or with a warning. */
    enum QualityGate {
        ENFORCE,
        WARN
    }

    /** Standard workers start at once; flex ones are spare capacity, cheaper, and may be waited for or taken away. */
    enum ExecutionClass {
        STANDARD,
        FLEX
    }

    /** How large a job may be, how long a run may take, and how often Glue starts a failed run again. */
    record JobSize(Worker worker, int workers, ExecutionClass executionClass, int timeoutMinutes, int maxRetries) {}

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
                reader.integer("rank", 4, 128),
                reader.integer("seed", 0, Integer.MAX_VALUE),
                reader.choice("qualityGate", QualityGate.class),
                reader.integer("snapshotAlarmHours", 1, 24 * 365),
                reader.integer("modelAlarmHours", 1, 24 * 365));
        reader.check();
        return config;
    }

    private static JobSize size(ConfigReader reader, String job) {
        var size = new JobSize(
                reader.choice(job + "Worker", Worker.class),
                // Glue wants a driver and at least one worker.
                reader.integer(job + "Workers", 2, 299),
                reader.choice(job + "ExecutionClass", ExecutionClass.class),
                reader.integer(job + "TimeoutMinutes", 1, 7 * 24 * 60),
                reader.integer(job + "MaxRetries", 0, 10));
        // https://docs.aws.amazon.com/glue/latest/dg/add-job.html
        if (size.executionClass() == ExecutionClass.FLEX && !Worker.FLEXIBLE.contains(size.worker())) {
            reader.fault(job + "ExecutionClass", "flex", "standard if " + job + "Worker is neither g-1x nor g-2x");
        }
        return size;
    }
}
