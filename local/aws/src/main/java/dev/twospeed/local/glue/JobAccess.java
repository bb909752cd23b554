package dev.twospeed.local.glue;

import dev.twospeed.local.iam.Access;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.AwsError;
import java.util.List;
import java.util.Map;

/** What Glue itself does with a job's role: take it on, join the network of its connections, write its logs. */
final class JobAccess {
    // https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html
    private static final List<String> LOOKS =
            List.of("ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcEndpoints");

    private final Access access;
    private final String region;

    JobAccess(Access access, String region) {
        this.access = access;
        this.region = region;
    }

    /**
     * Checks that Glue may take on the role.
     *
     * @throws AwsError InvalidInputException
     */
    void checkTrust(JobSpec job) {
        if (!access.mayAssume("glue.amazonaws.com", job.role(), Map.of("aws:SourceAccount", AccessKeys.ACCOUNT))) {
            throw new AwsError(
                    400, "InvalidInputException", "Role should be given assume role permissions for Glue Service.");
        }
    }

    /**
     * Checks what Glue needs before the job's code runs.
     *
     * @throws JobFailed naming what is missing
     */
    void checkStart(JobSpec job) {
        try {
            for (var connection : job.connections()) {
                access.check(job.role(), "glue:GetConnection", GlueArns.arn("catalog"));
                access.check(job.role(), "glue:GetConnection", GlueArns.arn("connection/" + connection));
                LOOKS.forEach(action -> access.check(job.role(), action, "*"));
                var network = List.of("subnet/subnet-0", "security-group/sg-0", "network-interface/eni-0");
                network.forEach(part -> access.check(job.role(), "ec2:CreateNetworkInterface", ec2(part)));
                access.check(job.role(), "ec2:CreateTags", ec2("network-interface/eni-0"));
                access.check(job.role(), "ec2:DeleteNetworkInterface", ec2("network-interface/eni-0"));
            }
        } catch (AwsError e) {
            throw new JobFailed("LAUNCH ERROR | " + e.getMessage());
        }
    }

    /** Whether CloudWatch takes the job's log lines. */
    boolean mayLog(JobSpec job) {
        var prefix = job.defaults().getOrDefault("--custom-logGroup-prefix", "/aws-glue/jobs");
        var stream = "arn:aws:logs:" + region + ":" + AccessKeys.ACCOUNT + ":log-group:" + prefix + "/error:log-stream:"
                + job.name();
        return List.of("logs:CreateLogStream", "logs:PutLogEvents").stream()
                .allMatch(action -> access.allows(job.role(), action, stream, Map.of()));
    }

    private String ec2(String part) {
        return "arn:aws:ec2:" + region + ":" + AccessKeys.ACCOUNT + ":" + part;
    }
}
