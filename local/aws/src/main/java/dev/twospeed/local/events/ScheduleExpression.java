package dev.twospeed.local.events;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.twospeed.local.resource.AwsError;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When something is to run: {@code rate(1 hour)} or {@code cron(0 3 * * ? *)}, in UTC.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedules</a>
 */
public final class ScheduleExpression {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|minutes|hour|hours|day|days)\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((.+)\\)");
    private static final CronDefinition SIX_FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .and()
            .instance();

    private final Optional<Duration> rate;
    private final Optional<Cron> cron;

    private ScheduleExpression(Optional<Duration> rate, Optional<Cron> cron) {
        this.rate = rate;
        this.cron = cron;
    }

    /**
     * Reads an expression.
     *
     * @throws AwsError ValidationException, as EventBridge refuses it
     */
    public static ScheduleExpression parse(String text) {
        var rate = RATE.matcher(text);
        if (rate.matches()) {
            return ofRate(text, Integer.parseInt(rate.group(1)), rate.group(2));
        }
        var cron = CRON.matcher(text);
        if (cron.matches()) {
            return ofCron(text, cron.group(1).strip());
        }
        throw invalid(text, "it is neither rate(value unit) nor cron(fields)");
    }

    private static ScheduleExpression ofRate(String text, int value, String unit) {
        if (value == 0 || (value == 1) == unit.endsWith("s")) {
            throw invalid(text, "the value is 1 or more, and the unit is singular for 1 and plural for more");
        }
        var one = switch (unit.charAt(0)) {
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        return new ScheduleExpression(Optional.of(one.multipliedBy(value)), Optional.empty());
    }

    private static ScheduleExpression ofCron(String text, String fields) {
        var parts = fields.split("\\s+", -1);
        if (parts.length != 6) {
            throw invalid(text, "cron has six fields: minutes, hours, day of month, month, day of week, year");
        }
        if (parts[2].equals("?") == parts[4].equals("?")) {
            throw invalid(text, "exactly one of day of month and day of week has to be ?");
        }
        try {
            return new ScheduleExpression(
                    Optional.empty(),
                    Optional.of(new CronParser(SIX_FIELDS).parse(fields).validate()));
        } catch (IllegalArgumentException e) {
            throw invalid(text, e.getMessage());
        }
    }

    /** The first time after another one; none when it never runs again. */
    public Optional<ZonedDateTime> nextAfter(ZonedDateTime time) {
        return rate.map(time::plus)
                .or(() -> cron.flatMap(c -> ExecutionTime.forCron(c).nextExecution(time)));
    }

    private static AwsError invalid(String text, String reason) {
        return new AwsError(
                400, "ValidationException", "Parameter ScheduleExpression is not valid: '" + text + "': " + reason);
    }
}
