package dev.twospeed.stacks.common;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;

/** Log groups, made before whatever writes to them: no role of ours may make one itself. */
public final class EncryptedLogs {
    /** Days that CloudWatch can keep a log. */
    public static final java.util.List<Integer> RETENTIONS = java.util.List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Scope scope;
    private final Output<String> kmsKeyArn;
    private final int retentionDays;

    /** Groups that share a key and a retention, which is one of {@link #RETENTIONS}. */
    public EncryptedLogs(Scope scope, Output<String> kmsKeyArn, int retentionDays) {
        this.scope = scope;
        this.kmsKeyArn = kmsKeyArn;
        this.retentionDays = retentionDays;
    }

    /**
     * A group.
     *
     * @param what the resource's name
     * @param groupName the name in CloudWatch; holds the environment's name, by which the key lets CloudWatch use it
     */
    public LogGroup group(String what, String groupName, Resource parent) {
        return new LogGroup(
                what,
                LogGroupArgs.builder()
                        .name(groupName)
                        .retentionInDays(retentionDays)
                        .kmsKeyId(kmsKeyArn)
                        .tags(scope.tags(what))
                        .build(),
                scope.childOf(parent));
    }
}
