package dev.twospeed.stacks.common;

import com.pulumi.core.Output;
import java.util.List;

/**
 * What the foundation stack gives to the others.
 *
 * @param privateSubnetZones the availability zone of each private subnet, in the same order
 * @param endpointSecurityGroupId the group of the interface endpoints; lets in HTTPS from the VPC
 * @param s3PrefixListId the addresses of S3 in this region, for egress rules
 * @param sourceEndpoint host of the shop database; empty, as the other source values, if there is none
 * @param sourceSecretArn a secret of the form {@code {"username": …, "password": …}}
 * @param additionalCaPem certificates of one more authority that the databases may use, or empty
 * @param seedFunctionName the function that fills the sample source; empty if there is no sample source
 */
public record FoundationOutputs(
        Output<String> environment,
        Output<String> region,
        Output<String> vpcId,
        Output<List<String>> privateSubnetIds,
        Output<List<String>> privateSubnetZones,
        Output<String> kmsKeyArn,
        Output<String> dataLakeBucket,
        Output<String> artifactBucket,
        Output<String> accessLogBucket,
        Output<String> alarmTopicArn,
        Output<String> endpointSecurityGroupId,
        Output<String> s3PrefixListId,
        Output<String> sourceEndpoint,
        Output<Integer> sourcePort,
        Output<String> sourceDatabase,
        Output<String> sourceSecretArn,
        Output<String> sourceSecurityGroupId,
        Output<String> additionalCaPem,
        Output<String> seedFunctionName) {
    /** The promise of this stack. */
    public static final Contract<FoundationOutputs> CONTRACT =
            new Contract<>(FoundationOutputs.class, "twospeed", ".", new ContractVersion(1, 1));

    /** The same with a function that fills the sample source. */
    public FoundationOutputs seededBy(Output<String> functionName) {
        return new FoundationOutputs(
                environment,
                region,
                vpcId,
                privateSubnetIds,
                privateSubnetZones,
                kmsKeyArn,
                dataLakeBucket,
                artifactBucket,
                accessLogBucket,
                alarmTopicArn,
                endpointSecurityGroupId,
                s3PrefixListId,
                sourceEndpoint,
                sourcePort,
                sourceDatabase,
                sourceSecretArn,
                sourceSecurityGroupId,
                additionalCaPem,
                functionName);
    }
}
