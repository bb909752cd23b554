package dev.twospeed.handlers.answer;

import dev.twospeed.handlers.answer.Answerer.OnFault;
import dev.twospeed.handlers.environment.Environment;
import java.time.Duration;

/**
 * How a function answers.
 *
 * @param recommendationsPerEvent length of the lists
 * @param echoCustomer whether city, country and credit limit are repeated in answers
 * @param onFault what is done while the database cannot be asked
 * @param modelRefresh how long it may take until a switch of the active model is followed
 * @param databaseTimeout how long a batch may wait for the database
 * @param itemsInMemory largest catalogue that is searched in memory instead of the database
 */
public record ServingConfig(
        int recommendationsPerEvent,
        boolean echoCustomer,
        OnFault onFault,
        Duration modelRefresh,
        Duration databaseTimeout,
        int itemsInMemory) {

    /**
     * From {@code RECOMMENDATIONS_PER_EVENT} (10), {@code ECHO_CUSTOMER} (false), {@code FAIL_WITHOUT_DATABASE} (false),
     * {@code MODEL_REFRESH_SECONDS} (30), {@code DATABASE_TIMEOUT_SECONDS} (10) and {@code ITEMS_IN_MEMORY} (0).
     */
    public static ServingConfig of(Environment environment) {
        return new ServingConfig(
                environment.number("RECOMMENDATIONS_PER_EVENT", 10, 1, 100),
                environment.flag("ECHO_CUSTOMER", false),
                environment.flag("FAIL_WITHOUT_DATABASE", false) ? OnFault.FAIL : OnFault.DEGRADE,
                Duration.ofSeconds(environment.number("MODEL_REFRESH_SECONDS", 30, 0, 86_400)),
                Duration.ofSeconds(environment.number("DATABASE_TIMEOUT_SECONDS", 10, 1, 240)),
                environment.number("ITEMS_IN_MEMORY", 0, 0, Integer.MAX_VALUE));
    }
}
