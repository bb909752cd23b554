package dev.twospeed.benchmarks.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.local.EmbeddedAws;
import dev.twospeed.local.iam.AccessKeys;
import dev.twospeed.local.resource.Resource;
import java.nio.file.Path;
import java.util.Map;

/** Makes resources on an embedded AWS, of the shapes that the stacks make, without an engine between. */
final class Deployment {
    private static final String ACCOUNT = AccessKeys.ACCOUNT;
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/benchmark";

    private final EmbeddedAws aws;

    Deployment(EmbeddedAws aws) {
        this.aws = aws;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Makes one; its outputs are its inputs, those computed here and those of whatever stands behind it. */
    private Resource make(String type, String id, ObjectNode inputs, ObjectNode computed) {
        ObjectNode outputs = inputs.deepCopy();
        outputs.setAll(computed);
        Resource resource = new Resource("urn:" + id, type, id, inputs, outputs);
        outputs.setAll(aws.behind(type).create(resource));
        return resource;
    }

    /** The one role of everything, which may do everything: what is denied is not what is measured. */
    void role() {
        String trust = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["lambda.amazonaws.com", "firehose.amazonaws.com"]}}]}""";
        ObjectNode inputs = node().put("name", "benchmark").put("assumeRolePolicy", trust);
        inputs.putArray("inlinePolicies").addObject().put("name", "all").put("policy", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
        make("aws:iam/role:Role", "benchmark", inputs, node().put("arn", ROLE));
    }

    void bucket(String name) {
        make("aws:s3/bucketV2:BucketV2", name, node().put("bucket", name), node().put("arn", "arn:aws:s3:::" + name));
    }

    /** A PostgreSQL that functions outside any network reach. */
    Resource database(String name) {
        ObjectNode group = node();
        ObjectNode rule = group.putArray("ingress").addObject();
        rule.put("protocol", "-1").putArray("cidrBlocks").add("0.0.0.0/0");
        make("aws:ec2/securityGroup:SecurityGroup", "sg-benchmark", group, node());
        ObjectNode inputs = node().put("identifier", name)
                .put("engine", "postgres")
                .put("engineVersion", "16.14")
                .put("username", "twospeed_admin")
                .put("dbName", "vectors")
                .put("manageMasterUserPassword", true)
                .put("iamDatabaseAuthenticationEnabled", true)
                .put("publiclyAccessible", true);
        inputs.putArray("vpcSecurityGroupIds").add("sg-benchmark");
        return make("aws:rds/instance:Instance", "db-BENCHMARK", inputs, node());
    }

    /** A function of a packaged zip, with SnapStart and the alias {@code live} if it is to answer events. */
    void function(String name, Path zip, String handler, int seconds, boolean live, Map<String, String> variables) {
        String arn = "arn:aws:lambda:" + EmbeddedAws.REGION + ":" + ACCOUNT + ":function:" + name;
        ObjectNode inputs = node().put("name", name)
                .put("handler", handler)
                .put("runtime", "java21")
                .put("role", ROLE)
                .put("memorySize", 512)
                .put("timeout", seconds)
                .put("publish", live);
        inputs.putObject("code").put("path", zip.toString());
        if (live) {
            inputs.putObject("snapStart").put("applyOn", "PublishedVersions");
        }
        ObjectNode environment = inputs.putObject("environment").putObject("variables");
        variables.forEach(environment::put);
        Resource function = make("aws:lambda/function:Function", name, inputs, node().put("arn", arn));
        if (live) {
            ObjectNode alias = node().put("functionName", arn)
                    .put("name", "live")
                    .put("functionVersion", function.outputs().path("version").asText());
            make("aws:lambda/alias:Alias", name + "-live", alias, node());
        }
    }

    /** Calls a function once, and fails as a deployment does if it fails. */
    void invoke(String function, String event) {
        make(
                "aws:lambda/invocation:Invocation",
                function + "-once",
                node().put("functionName", function).put("input", event),
                node());
    }

    void stream(String name, int shards) {
        make(
                "aws:kinesis/stream:Stream",
                name,
                node().put("name", name).put("shardCount", shards),
                node().put("arn", streamArn(name)));
    }

    private static String streamArn(String name) {
        return "arn:aws:kinesis:" + EmbeddedAws.REGION + ":" + ACCOUNT + ":stream/" + name;
    }

    /** From a stream through a function's alias to a bucket, buffered as {@code Pulumi.local.yaml} says, with the backup of events. */
    void delivery(String stream, String function, String bucket) {
        ObjectNode inputs = node().put("name", stream).put("destination", "extended_s3");
        inputs.putObject("kinesisSourceConfiguration")
                .put("kinesisStreamArn", streamArn(stream))
                .put("roleArn", ROLE);
        ObjectNode s3 = inputs.putObject("extendedS3Configuration");
        target(s3, bucket, stream + "/recommendations/").put("bufferingSize", 1).put("bufferingInterval", 1);
        ObjectNode processing = s3.putObject("processingConfiguration").put("enabled", true);
        ObjectNode processor = processing.putArray("processors").addObject().put("type", "Lambda");
        Map<String, String> parameters = Map.of(
                "LambdaArn",
                "arn:aws:lambda:" + EmbeddedAws.REGION + ":" + ACCOUNT + ":function:" + function + ":live",
                "BufferSizeInMBs",
                "0.2",
                "BufferIntervalInSeconds",
                "1",
                "NumberOfRetries",
                "10");
        var list = processor.putArray("parameters");
        parameters.forEach(
                (name, value) -> list.addObject().put("parameterName", name).put("parameterValue", value));
        s3.put("s3BackupMode", "Enabled");
        target(s3.putObject("s3BackupConfiguration"), bucket, stream + "/source/")
                .put("compressionFormat", "GZIP");
        make("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", stream, inputs, node());
    }

    private static ObjectNode target(ObjectNode s3, String bucket, String prefix) {
        return s3.put("roleArn", ROLE)
                .put("bucketArn", "arn:aws:s3:::" + bucket)
                .put("prefix", prefix)
                .put("errorOutputPrefix", "errors/!{firehose:error-output-type}/");
    }
}
