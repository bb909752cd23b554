package dev.twospeed.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.resource.AwsError;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    private static final ZonedDateTime TUESDAY = ZonedDateTime.parse("2026-11-24T10:20:30Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 hour)             | 2026-11-24T11:20:30Z",
                "rate(5 minutes)          | 2026-11-24T10:25:30Z",
                "rate(2 days)             | 2026-11-26T10:20:30Z",
                "cron(0 3 * * ? *)        | 2026-11-25T03:00:00Z",
                "cron(0/15 * * * ? *)     | 2026-11-24T10:30:00Z",
                "cron(15 12 ? * MON-FRI *)| 2026-11-24T12:15:00Z",
                "cron(0 0 L * ? *)        | 2026-11-30T00:00:00Z",
                "cron(0 9 ? * 2#1 *)      | 2026-12-07T09:00:00Z",
            })
    void shouldFindTheNextTime_whenTheExpressionIsAllowed(String expression, ZonedDateTime next) {
        assertThat(ScheduleExpression.parse(expression).nextAfter(TUESDAY))
                .hasValueSatisfying(time -> assertThat(time.toInstant()).isEqualTo(next.toInstant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 hours)",
                "rate(2 hour)",
                "rate(0 minutes)",
                "rate(5 weeks)",
                "cron(0 3 * * * *)",
                "cron(0 3 ? * ? *)",
                "cron(0 3 * * ?)",
                "cron(61 3 * * ? *)",
                "every day"
            })
    void shouldRefuse_whenAwsWould(String expression) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(expression);
    }

    @Test
    void shouldNeverRunAgain_whenTheYearHasPassed() {
        assertThat(ScheduleExpression.parse("cron(0 3 * * ? 2020)").nextAfter(TUESDAY))
                .isEmpty();
    }
}
