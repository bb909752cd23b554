package dev.twospeed.policies.rules;

import dev.twospeed.policies.sdk.PolicyResource;
import dev.twospeed.policies.sdk.Truth;
import dev.twospeed.policies.sdk.Value;
import java.util.function.Function;

/** The functions through which a delivery stream sends its records. */
final class FirehoseProcessors {
    private FirehoseProcessors() {}

    /** Whether a parameter of a Lambda processor has a value for which something holds. */
    static Truth anyParameter(PolicyResource stream, String name, Function<Value, Truth> condition) {
        return stream.at("extendedS3Configuration.processingConfiguration.processors")
                .any(processor -> processor
                        .get("type")
                        .is("Lambda")
                        .and(processor
                                .get("parameters")
                                .any(parameter -> parameter
                                        .get("parameterName")
                                        .is(name)
                                        .and(condition.apply(parameter.get("parameterValue"))))));
    }
}
