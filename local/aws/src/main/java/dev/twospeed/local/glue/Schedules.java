package dev.twospeed.local.glue;

import dev.twospeed.local.events.ScheduleExpression;
import dev.twospeed.local.resource.AwsError;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires triggers at their times. What falls due while the embedded AWS does not run is not made up for. */
final class Schedules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final Clock clock;
    private final Consumer<String> fire;
    private final Map<String, Due> due = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "glue-schedules");
        thread.setDaemon(true);
        return thread;
    });

    private record Due(ScheduleExpression schedule, ZonedDateTime next) {
        static Optional<Due> after(ScheduleExpression schedule, ZonedDateTime time) {
            return schedule.nextAfter(time).map(next -> new Due(schedule, next));
        }
    }

    /**
     * Looks at the clock once a second.
     *
     * @param fire gets the name of a trigger whose time has come
     */
    Schedules(Clock clock, Consumer<String> fire) {
        this.clock = clock;
        this.fire = fire;
        var unused = ticks.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Reads a trigger's schedule.
     *
     * @throws AwsError InvalidInputException for what Glue does not take
     */
    static ScheduleExpression parse(String text) {
        try {
            // https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html knows no rates.
            if (text.startsWith("cron(")) {
                return ScheduleExpression.parse(text);
            }
        } catch (AwsError e) {
            throw new AwsError(400, "InvalidInputException", String.valueOf(e.getMessage()));
        }
        throw new AwsError(400, "InvalidInputException", "The schedule '" + text + "' is no cron(…) with six fields");
    }

    void put(String trigger, ScheduleExpression schedule) {
        Due.after(schedule, now()).ifPresentOrElse(next -> due.put(trigger, next), () -> due.remove(trigger));
    }

    void remove(String trigger) {
        due.remove(trigger);
    }

    private void tick() {
        var now = now();
        due.forEach((trigger, waiting) -> {
            if (!waiting.next().isAfter(now) && due.remove(trigger, waiting)) {
                Due.after(waiting.schedule(), now).ifPresent(next -> due.putIfAbsent(trigger, next));
                fire(trigger);
            }
        });
    }

    private void fire(String trigger) {
        try {
            fire.accept(trigger);
        } catch (RuntimeException e) {
            // The next time is another chance, as in Glue.
            LOG.warn("The trigger {} was due and started nothing: {}", trigger, e.getMessage());
        }
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
