package dev.twospeed.stacks.common;

import com.pulumi.aws.glue.Job;
import com.pulumi.aws.glue.JobArgs;
import com.pulumi.aws.glue.SecurityConfiguration;
import com.pulumi.aws.glue.SecurityConfigurationArgs;
import com.pulumi.aws.glue.inputs.JobCommandArgs;
import com.pulumi.aws.glue.inputs.SecurityConfigurationEncryptionConfigurationArgs;
import com.pulumi.aws.glue.inputs.SecurityConfigurationEncryptionConfigurationCloudwatchEncryptionArgs;
import com.pulumi.aws.glue.inputs.SecurityConfigurationEncryptionConfigurationJobBookmarksEncryptionArgs;
import com.pulumi.aws.glue.inputs.SecurityConfigurationEncryptionConfigurationS3EncryptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Spark jobs: one jar, an entry script and a role for each. */
public final class GlueJobs extends Component {
    private final Scope scope;
    private final FoundationOutputs foundation;
    private final EncryptedLogs logs;
    private final Checkout checkout;
    private final UploadedFile jar;
    private final SecurityConfiguration security;

    /** What the jobs run: the built jar, and the checkout with their scripts. */
    public record Code(Path jar, Checkout checkout) {}

    /** Glue's worker types for Spark; the names are AWS's in lower case with a dash for the dot. */
    public enum Worker {
        G_1X("G.1X"),
        G_2X("G.2X"),
        G_4X("G.4X"),
        G_8X("G.8X");

        private final String glueName;

        Worker(String glueName) {
            this.glueName = glueName;
        }
    }

    /** Standard workers start at once; flex ones are spare capacity, cheaper, and may be waited for or taken away. */
    public enum ExecutionClass {
        STANDARD,
        FLEX
    }

    /** How large a job may be, how long a run may take, and how often Glue starts a failed run again. */
    public record Size(Worker worker, int workers, ExecutionClass executionClass, int timeoutMinutes, int maxRetries) {}

    /** What jobs of a stack share; the jar is uploaded as {@code <name>-jar}. */
    public GlueJobs(String name, Scope scope, FoundationOutputs foundation, EncryptedLogs logs, Code code) {
        super("twospeed:common:GlueJobs", name);
        this.scope = scope;
        this.foundation = foundation;
        this.logs = logs;
        this.checkout = code.checkout();
        jar = new UploadedFile(name + "-jar", scope, foundation.artifactBucket(), code.jar(), this);
        security = new SecurityConfiguration(
                name,
                SecurityConfigurationArgs.builder()
                        .name(scope.name(name, 255))
                        .encryptionConfiguration(encryption())
                        .build(),
                scope.childOf(this));
        registerOutputs(Map.of());
    }

    private SecurityConfigurationEncryptionConfigurationArgs encryption() {
        var key = foundation.kmsKeyArn();
        return SecurityConfigurationEncryptionConfigurationArgs.builder()
                .s3Encryption(SecurityConfigurationEncryptionConfigurationS3EncryptionArgs.builder()
                        .s3EncryptionMode("SSE-KMS")
                        .kmsKeyArn(key)
                        .build())
                .cloudwatchEncryption(SecurityConfigurationEncryptionConfigurationCloudwatchEncryptionArgs.builder()
                        .cloudwatchEncryptionMode("SSE-KMS")
                        .kmsKeyArn(key)
                        .build())
                .jobBookmarksEncryption(SecurityConfigurationEncryptionConfigurationJobBookmarksEncryptionArgs.builder()
                        .jobBookmarksEncryptionMode("CSE-KMS")
                        .kmsKeyArn(key)
                        .build())
                .build();
    }

    /**
     * Makes a job.
     *
     * @param script the entry script's name under glue/scripts
     * @param network where the job runs
     * @param arguments the job's own arguments, with their two dashes
     * @param permissions what its role needs besides what every job needs
     */
    public Job job(
            String name,
            String script,
            Size size,
            JobNetwork network,
            Map<String, Output<String>> arguments,
            List<Statement> permissions) {
        var entry = new UploadedFile(
                "glue-" + script,
                scope,
                foundation.artifactBucket(),
                checkout.source("glue/scripts/" + script + ".scala"),
                this);
        var prefix = "/aws-glue/jobs/" + scope.name(name, 200);
        var groups = List.of(
                logs.group(name + "-output", prefix + "/output", this),
                logs.group(name + "-error", prefix + "/error", this));
        var role = new JobRole(name, scope, foundation, network.connectionName(), groups, permissions, this);
        return new Job(
                name,
                JobArgs.builder()
                        .name(scope.name(name, 255))
                        .glueVersion("5.0")
                        .roleArn(role.arn())
                        .command(JobCommandArgs.builder()
                                .name("glueetl")
                                .scriptLocation(entry.location())
                                .build())
                        .defaultArguments(Maps.resolve(all(name, prefix, arguments)))
                        .connections(network.connectionName().applyValue(List::of))
                        .securityConfiguration(security.name())
                        .workerType(size.worker().glueName)
                        .numberOfWorkers(size.workers())
                        .executionClass(size.executionClass().name())
                        .timeout(size.timeoutMinutes())
                        .maxRetries(size.maxRetries())
                        .tags(scope.tags(name))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(role.policy())
                        .build());
    }

    /**
     * Certificates as an argument, which the jobs read again: an argument has no line breaks, and as Glue leaves out one without a
     * value, none needs a word of its own.
     */
    public static String certificates(String pem) {
        return pem.isEmpty() ? "none" : Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private Map<String, Output<String>> all(String name, String logPrefix, Map<String, Output<String>> own) {
        var all = new TreeMap<String, Output<String>>(own);
        all.put("--class", Output.of("GlueApp"));
        all.put("--job-language", Output.of("scala"));
        all.put("--extra-jars", jar.location());
        all.put("--user-jars-first", Output.of("true"));
        all.put("--TempDir", foundation.dataLakeBucket().applyValue(bucket -> "s3://" + bucket + "/tmp/" + name + "/"));
        all.put("--job-bookmark-option", Output.of("job-bookmark-disable"));
        all.put("--enable-metrics", Output.of("true"));
        all.put("--custom-logGroup-prefix", Output.of(logPrefix));
        return all;
    }
}
