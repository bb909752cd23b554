package dev.twospeed.stacks.foundation;

import java.util.List;

/** Which services have an interface endpoint; each costs by the hour and zone. */
enum EndpointChoice {
    /** What functions and jobs call by themselves: secrets, the Glue catalogue, and what a Glue job reports through the VPC. */
    MINIMAL(List.of("glue", "logs", "monitoring", "secretsmanager")),
    /** And what people call when they work in the VPC: keys, roles, streams, functions, queries. */
    FULL(List.of(
            "athena",
            "glue",
            "kinesis-firehose",
            "kinesis-streams",
            "kms",
            "lambda",
            "logs",
            "monitoring",
            "secretsmanager",
            "sns",
            "sts"));

    private final List<String> services;

    EndpointChoice(List<String> services) {
        this.services = services;
    }

    List<String> services() {
        return services;
    }
}
