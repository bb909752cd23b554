package dev.twospeed.stacks.etl;

import com.pulumi.Context;
import dev.twospeed.stacks.common.ConfigReader;
import dev.twospeed.stacks.common.EncryptedLogs;
import dev.twospeed.stacks.common.GlueJobs;
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
        GlueJobs.Size etl,
        GlueJobs.Size training,
        int rank,
        int seed,
        QualityGate qualityGate,
        int snapshotAlarmHours,
        int modelAlarmHours) {
    private static final Set<GlueJobs.Worker> FLEXIBLE = EnumSet.of(GlueJobs.Worker.G_1X, GlueJobs.Worker.G_2X);
    private static final Pattern CRON = Pattern.compile("cron\\((\\S+ ){5}\\S+\\)");

    /** What happens to a model that is worse than popularity or than the active one: not published, or with a warning. */
    enum QualityGate {
        ENFORCE,
        WARN
    }

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

    private static GlueJobs.Size size(ConfigReader reader, String job) {
        var size = new GlueJobs.Size(
                reader.choice(job + "Worker", GlueJobs.Worker.class),
                // Glue wants a driver and at least one worker.
                reader.integer(job + "Workers", 2, 299),
                reader.choice(job + "ExecutionClass", GlueJobs.ExecutionClass.class),
                reader.integer(job + "TimeoutMinutes", 1, 7 * 24 * 60),
                reader.integer(job + "MaxRetries", 0, 10));
        // https://docs.aws.amazon.com/glue/latest/dg/add-job.html
        if (size.executionClass() == GlueJobs.ExecutionClass.FLEX && !FLEXIBLE.contains(size.worker())) {
            reader.fault(job + "ExecutionClass", "flex", "standard if " + job + "Worker is neither g-1x nor g-2x");
        }
        return size;
    }
}
