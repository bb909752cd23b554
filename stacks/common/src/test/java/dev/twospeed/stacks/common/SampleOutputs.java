package dev.twospeed.stacks.common;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stacks export, as their readers see it. */
public final class SampleOutputs {
    private SampleOutputs() {}

    /** Of a foundation with a sample shop; can be changed. */
    public static Map<String, Object> foundation() {
        var outputs = new HashMap<String, Object>();
        outputs.put("contractVersion", "1.1");
        outputs.put("environment", "dev");
        outputs.put("region", "us-east-1");
        outputs.put("vpcId", "vpc-0123456789abcdef0");
        outputs.put("privateSubnetIds", List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"));
        outputs.put("privateSubnetZones", List.of("us-east-1a", "us-east-1b"));
        outputs.put("kmsKeyArn", "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555");
        outputs.put("dataLakeBucket", "lake");
        outputs.put("artifactBucket", "artifacts");
        outputs.put("accessLogBucket", "access-logs");
        outputs.put("alarmTopicArn", "arn:aws:sns:us-east-1:123456789012:alarms");
        outputs.put("endpointSecurityGroupId", "sg-0123456789abcdef0");
        outputs.put("s3PrefixListId", "pl-63a5400a");
        outputs.put("sourceEndpoint", "shop.us-east-1.rds.amazonaws.com");
        outputs.put("sourcePort", 3306);
        outputs.put("sourceDatabase", "classicmodels");
        outputs.put("sourceSecretArn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!shop");
        outputs.put("sourceSecurityGroupId", "sg-0123456789abcdef1");
        outputs.put("additionalCaPem", "");
        outputs.put("seedFunctionName", "seed");
        return outputs;
    }

    /** Of an etl stack; can be changed. */
    public static Map<String, Object> etl() {
        var outputs = new HashMap<String, Object>();
        outputs.put("contractVersion", "1.0");
        outputs.put("catalogDatabase", "twospeed");
        outputs.put("catalogTable", "ratings_ml_training");
        outputs.put("ratingsLocation", "s3://lake/ratings/");
        outputs.put("etlJobName", "etl");
        outputs.put("trainingJobName", "training");
        outputs.put("modelBucket", "lake");
        outputs.put("modelPrefix", "models/");
        return outputs;
    }

    /** Of a vector-db stack; can be changed. */
    public static Map<String, Object> vectorDb() {
        var outputs = new HashMap<String, Object>();
        outputs.put("contractVersion", "1.2");
        outputs.put("endpoint", "vectors.us-east-1.rds.amazonaws.com");
        outputs.put("port", 5432);
        outputs.put("databaseName", "recommendations");
        outputs.put("databaseResourceId", "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        outputs.put("securityGroupId", "sg-0123456789abcdef2");
        outputs.put("readerUser", "twospeed_reader");
        outputs.put("loaderUser", "twospeed_loader");
        outputs.put("migrateFunctionName", "migrate");
        outputs.put("loaderFunctionName", "loader");
        outputs.put("loaderFunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:loader");
        outputs.put("databaseIdentifier", "vectors");
        outputs.put("maxConnections", 337);
        outputs.put("loadingJobName", "twospeed-dev-us-east-1-loading");
        return outputs;
    }
}
