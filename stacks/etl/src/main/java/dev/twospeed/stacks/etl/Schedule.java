package dev.twospeed.stacks.etl;

import com.pulumi.aws.glue.Job;
import com.pulumi.aws.glue.Trigger;
import com.pulumi.aws.glue.TriggerArgs;
import com.pulumi.aws.glue.Workflow;
import com.pulumi.aws.glue.WorkflowArgs;
import com.pulumi.aws.glue.inputs.TriggerActionArgs;
import com.pulumi.aws.glue.inputs.TriggerPredicateArgs;
import com.pulumi.aws.glue.inputs.TriggerPredicateConditionArgs;
import com.pulumi.core.Output;
import dev.twospeed.stacks.common.Component;
import dev.twospeed.stacks.common.JobFailures;
import dev.twospeed.stacks.common.Scope;
import java.util.List;
import java.util.Map;

/** When the jobs run, and who hears of it when one fails. */
final class Schedule extends Component {
    Schedule(String name, Scope scope, EtlConfig config, Job etl, Job training, Output<String> alarmTopicArn) {
        super("twospeed:etl:Schedule", name);
        var workflow = new Workflow(
                name,
                WorkflowArgs.builder()
                        .name(scope.name("batch", 255))
                        .description("The ETL, and on its success the training")
                        // Two at once would train on each other's snapshots.
                        .maxConcurrentRuns(1)
                        .tags(scope.tags(name))
                        .build(),
                scope.childOf(this));
        new Trigger(
                name + "-etl",
                TriggerArgs.builder()
                        .name(scope.name("etl-nightly", 255))
                        .workflowName(workflow.name())
                        .type("SCHEDULED")
                        .schedule(config.schedule())
                        .enabled(config.scheduled())
                        .actions(TriggerActionArgs.builder().jobName(etl.name()).build())
                        .tags(scope.tags(name + "-etl"))
                        .build(),
                scope.childOf(this));
        new Trigger(
                name + "-training",
                TriggerArgs.builder()
                        .name(scope.name("training-after-etl", 255))
                        .workflowName(workflow.name())
                        .type("CONDITIONAL")
                        .enabled(config.trainAfterEtl())
                        .predicate(TriggerPredicateArgs.builder()
                                .conditions(TriggerPredicateConditionArgs.builder()
                                        .jobName(etl.name())
                                        .state("SUCCEEDED")
                                        .build())
                                .build())
                        .actions(TriggerActionArgs.builder()
                                .jobName(training.name())
                                .build())
                        .tags(scope.tags(name + "-training"))
                        .build(),
                scope.childOf(this));
        JobFailures.tell(
                name + "-failures", "job-failures", scope, List.of(etl.name(), training.name()), alarmTopicArn, this);
        registerOutputs(Map.of());
    }
}
