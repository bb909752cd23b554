package dev.twospeed.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cloud.Environment;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.console.DeployedSystem;
import dev.twospeed.local.watch.Vitals;
import dev.twospeed.local.watch.Vitals.Series;
import dev.twospeed.local.watch.Watcher;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What {@code twospeed watch} and {@code twospeed console} see of the deployed stacks. */
@ExtendWith(DeployedStacks.Extension.class)
class WatchIT {
    private static final String METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    @Test
    void shouldSeeRecordsModelAndAlarms_ofDeployedStacks(DeployedStacks stacks) throws Exception {
        try (var environment = Environment.open(stacks.root(), Environment.LOCAL, progress -> {});
                var watcher = new Watcher(
                        environment.name(),
                        environment.outputs(Stack.VECTOR_DB),
                        environment.outputs(Stack.STREAMING_INFERENCE),
                        environment.clients(),
                        180);
                var cloudWatch = environment.clients().cloudWatch()) {
            var before = watcher.look();

            // The demo's 50 events, which the functions counted before the embedded AWS was started again.
            assertThat(total(before.records().get("answered"))).isGreaterThanOrEqualTo(50);
            assertThat(before.strategies().values().stream()
                            .mapToDouble(WatchIT::total)
                            .sum())
                    .isEqualTo(total(before.records().get("answered")));
            assertThat(total(before.records().get("failed"))).isZero();
            assertThat(before.model().problem()).isNull();
            assertThat(before.model().version()).isEqualTo(stacks.activeModel());
            var alarms = stacks.resources(METRIC_ALARM);
            var name = alarms.get(0).id();
            assertThat(before.alarms().states().values().stream()
                            .mapToInt(n -> n)
                            .sum())
                    .isEqualTo(alarms.size());
            // The look before asked the function for its health.
            assertThat(total(watcher.look().functions().get("inference").invocations()))
                    .isPositive();

            cloudWatch.setAlarmState(
                    state -> state.alarmName(name).stateValue(StateValue.ALARM).stateReason("shown by a test"));
            try {
                assertThat(watcher.look())
                        .extracting(Vitals::alarms)
                        .satisfies(seen -> assertThat(seen.ringing()).containsEntry(name, "shown by a test"))
                        .satisfies(seen -> assertThat(seen.states()).containsEntry("ALARM", 1));
            } finally {
                cloudWatch.setAlarmState(state -> state.alarmName(name)
                        .stateValue(StateValue.INSUFFICIENT_DATA)
                        .stateReason("shown"));
            }
        }
    }

    @Test
    void shouldRecommendForASession_whenTheConsoleAsks(DeployedStacks stacks) throws Exception {
        try (var environment = Environment.open(stacks.root(), Environment.LOCAL, progress -> {});
                var system = new DeployedSystem(
                        environment.name(),
                        environment.outputs(Stack.VECTOR_DB),
                        environment.outputs(Stack.STREAMING_INFERENCE),
                        environment.clients(),
                        180)) {
            var products = system.products();
            var event = new ObjectMapper()
                    .createObjectNode()
                    .put("session_id", "console")
                    .put("customer_number", 0)
                    .putNull("city")
                    .putNull("country")
                    .putNull("credit_limit");
            event.putArray("browse_history")
                    .addObject()
                    .put("product_code", products.get(0))
                    .put("quantity", 1)
                    .put("in_shopping_cart", false);

            var record = system.recommend(event, 3);

            assertThat(record.path("strategy").asText()).isEqualTo("session");
            assertThat(record.path("model_version").asText())
                    .isEqualTo(system.look().model().version());
            assertThat(record.path("recommended_items"))
                    .hasSize(3)
                    .allSatisfy(item -> assertThat(products)
                            .contains(item.path("product_code").asText()));
        }
    }

    private static double total(Series series) {
        return Objects.requireNonNullElse(series.total(), 0.0);
    }
}
