package dev.twospeed.local.provider;

import static dev.twospeed.local.provider.EngineStub.json;
import static dev.twospeed.local.provider.EngineStub.refusal;
import static dev.twospeed.local.provider.EngineStub.struct;
import static dev.twospeed.local.provider.EngineStub.urn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Provider;
import pulumirpc.Provider.DiffResponse.DiffChanges;
import pulumirpc.Provider.PropertyDiff.Kind;

class AwsProviderTest {
    private static final String VPC = "aws:ec2/vpc:Vpc";
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

    @TempDir
    Path state;

    private EngineStub engine;

    @BeforeEach
    void start() {
        engine = EngineStub.configured(state);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void shouldComputeIdArnAndDefaults_whenCreated() {
        var vpc = engine.create(urn(VPC, "main"), "{'cidrBlock': '10.0.0.0/16', 'tags': {'Name': 'main'}}");

        assertThat(vpc.id()).matches("vpc-[0-9a-f]{17}");
        assertThat(vpc.outputs().path("arn").asText()).isEqualTo("arn:aws:ec2:us-east-1:000000000000:vpc/" + vpc.id());
        assertThat(vpc.outputs().path("enableDnsSupport").asBoolean()).isTrue();
        assertThat(vpc.outputs().path("mainRouteTableId"))
                .isEqualTo(vpc.outputs().path("defaultRouteTableId"));
        assertThat(vpc.outputs().path("tagsAll")).isEqualTo(json("{'Name': 'main'}"));
    }

    @Test
    void shouldKnowOnlyWhatIsKnown_whenPreviewed() {
        var outputs = engine.previewCreate(urn(VPC, "main"), "{'cidrBlock': '10.0.0.0/16'}");

        assertThat(outputs.path("cidrBlock").asText()).isEqualTo("10.0.0.0/16");
        assertThat(outputs.path("arn").asText()).isEqualTo(Unknowns.STRING);
        assertThat(outputs.path("id").asText()).isEqualTo(Unknowns.STRING);
        assertThat(outputs.path("mainRouteTableId").asText()).isEqualTo(Unknowns.STRING);
        assertThat(engine.read(urn(VPC, "main"), "any").getId()).isEmpty();
    }

    @Test
    void shouldMakeANameUp_whenTheProgramGivesNone() {
        var urn = urn(TOPIC, "reader");

        var first = engine.check(urn, "{}", "{}");
        var second = engine.check(urn, first.toString(), "{'displayName': 'Readers'}");
        var replacement = engine.check(urn, "{}", "{}");

        assertThat(first.path("name").asText()).matches("reader-[0-9a-f]{7}");
        assertThat(second.path("name")).isEqualTo(first.path("name"));
        assertThat(replacement.path("name").asText()).startsWith("reader-");
    }

    @Test
    void shouldRefuseNames_whenAwsWould() {
        var capitals = engine.tryCheck(urn(BUCKET, "b"), "{}", "{'bucket': 'Data-Lake'}");
        var length = engine.tryCheck(urn(RULE, "r"), "{}", "{'eventPattern': '{}', 'name': '" + "r".repeat(65) + "'}");

        assertThat(capitals.getFailures(0).getProperty()).isEqualTo("bucket");
        assertThat(capitals.getFailures(0).getReason()).contains("'Data-Lake'", "at most 63");
        assertThat(length.getFailures(0).getReason()).contains("at most 64");
    }

    @Test
    void shouldRefuse_whenARequiredPropertyIsMissing() {
        var check = engine.tryCheck(urn("aws:ec2/subnet:Subnet", "a"), "{}", "{'cidrBlock': '10.0.0.0/24'}");

        assertThat(check.getFailuresList())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getReason()).contains("vpcId"));
    }

    @Test
    void shouldSeeNoDifference_whenNothingChanged() {
        var inputs = "{'cidrBlock': '10.0.0.0/16', 'tags': {'Name': 'main'}}";
        var vpc = engine.create(urn(VPC, "main"), inputs);

        assertThat(engine.diff(vpc, inputs).getChanges()).isEqualTo(DiffChanges.DIFF_NONE);
    }

    @Test
    void shouldChangeInPlaceOrReplace_asTheTableSays() {
        var vpc = engine.create(urn(VPC, "main"), "{'cidrBlock': '10.0.0.0/16', 'tags': {'Name': 'main', 'A': 'b'}}");

        var tag = engine.diff(vpc, "{'cidrBlock': '10.0.0.0/16', 'tags': {'Name': 'other'}}");
        var block = engine.diff(vpc, "{'cidrBlock': '10.1.0.0/16', 'tags': {'Name': 'main', 'A': 'b'}}");

        assertThat(tag.getReplacesList()).isEmpty();
        assertThat(tag.getDetailedDiffMap()).containsOnlyKeys("tags.Name", "tags.A");
        assertThat(tag.getDetailedDiffMap().get("tags.A").getKind()).isEqualTo(Kind.DELETE);
        assertThat(block.getReplacesList()).containsExactly("cidrBlock");
        assertThat(block.getDetailedDiffMap().get("cidrBlock").getKind()).isEqualTo(Kind.UPDATE_REPLACE);
        assertThat(block.getDeleteBeforeReplace()).isFalse();
    }

    @Test
    void shouldDeleteBeforeReplacing_whenTheProgramChoseTheName() {
        var chosen = engine.create(urn(TOPIC, "a"), "{'name': 'alarms', 'fifoTopic': false}");
        var made = engine.create(urn(TOPIC, "b"), "{'fifoTopic': false}");

        assertThat(engine.diff(chosen, "{'name': 'alarms', 'fifoTopic': true}").getDeleteBeforeReplace())
                .isTrue();
        assertThat(engine.diff(made, "{'fifoTopic': true}").getDeleteBeforeReplace())
                .isFalse();
    }

    @Test
    void shouldReplace_whenANestedBlockOfAnotherKindComes() {
        var stream = engine.create(
                urn("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "d"),
                "{'name': 'd', 'destination': 'extended_s3', 'kinesisSourceConfiguration': {'kinesisStreamArn': 'arn:a', 'roleArn': 'arn:r'}}");

        var without = engine.diff(stream, "{'name': 'd', 'destination': 'extended_s3'}");
        var other = engine.diff(
                stream,
                "{'name': 'd', 'destination': 'extended_s3', 'kinesisSourceConfiguration': {'kinesisStreamArn': 'arn:b', 'roleArn': 'arn:r'}}");

        assertThat(without.getReplacesList()).containsExactly("kinesisSourceConfiguration");
        assertThat(other.getReplacesList()).containsExactly("kinesisSourceConfiguration.kinesisStreamArn");
    }

    @Test
    void shouldNotMindTheOrder_whenAPropertyIsASet() {
        var subnets =
                engine.create(urn("aws:rds/subnetGroup:SubnetGroup", "s"), "{'name': 's', 'subnetIds': ['a', 'b']}");

        assertThat(engine.diff(subnets, "{'name': 's', 'subnetIds': ['b', 'a']}")
                        .getChanges())
                .isEqualTo(DiffChanges.DIFF_NONE);
        assertThat(engine.diff(subnets, "{'name': 's', 'subnetIds': ['a', 'c']}")
                        .getDiffsList())
                .containsExactly("subnetIds");
    }

    @Test
    void shouldCompareFilesByTheirContent_whenAPathMoved() {
        var archive =
                "{'4dabf18193072939515e22adb298388d': '0def7320c3a5731c473e5ecbe6d01bc7', 'hash': '%s', 'path': '%s'}";
        var inputs = "{'bucket': 'artifacts', 'key': 'k', 'source': " + archive + "}";
        var object = engine.create(urn(OBJECT, "jar"), inputs.formatted("abc", "one.zip"));

        assertThat(engine.diff(object, inputs.formatted("abc", "two.zip")).getChanges())
                .isEqualTo(DiffChanges.DIFF_NONE);
        assertThat(engine.diff(object, inputs.formatted("abd", "one.zip")).getDiffsList())
                .containsExactly("source");
    }

    @Test
    void shouldMakeComputedOutputsAnew_whenAnUpdateChangesThem() {
        var object = engine.create(urn(OBJECT, "o"), "{'bucket': 'artifacts', 'key': 'k', 'content': 'one'}");

        var preview = engine.update(object, "{'bucket': 'artifacts', 'key': 'k', 'content': 'two'}", true);
        var after = engine.update(object, "{'bucket': 'artifacts', 'key': 'k', 'content': 'two'}", false);

        assertThat(preview.path("etag").asText()).isEqualTo(Unknowns.STRING);
        assertThat(preview.path("arn")).isEqualTo(object.outputs().path("arn"));
        assertThat(after.path("etag").asText())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(object.outputs().path("etag").asText());
        assertThat(after.path("content").asText()).isEqualTo("two");
    }

    @Test
    void shouldReadWhatItHolds_untilItIsDeleted() {
        var topic = engine.create(urn(TOPIC, "alarms"), "{'name': 'alarms'}");

        var read = engine.read(topic.urn(), topic.id());
        engine.delete(topic);
        engine.delete(topic);

        assertThat(read.getId()).isEqualTo("arn:aws:sns:us-east-1:000000000000:alarms");
        assertThat(PropertyCodec.decode(read.getProperties())).isEqualTo(topic.outputs());
        assertThat(PropertyCodec.decode(read.getInputs())).isEqualTo(topic.inputs());
        assertThat(engine.read(topic.urn(), topic.id()).getId()).isEmpty();
    }

    @Test
    void shouldRefuseTheSecond_whenTwoResourcesShareAName() {
        engine.create(urn(TOPIC, "one"), "{'name': 'alarms'}");

        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> engine.create(urn(TOPIC, "two"), "{'name': 'alarms'}"))
                .satisfies(e -> assertThat(refusal(e)).contains("alarms exists already", urn(TOPIC, "one")));
    }

    @Test
    void shouldKeepSecretsSecret_whenTheyComeAsInputs() {
        var secret = "{'4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'value': 'hush'}";
        var object = engine.create(urn(OBJECT, "o"), "{'bucket': 'b', 'key': 'k', 'content': " + secret + "}");

        var read = PropertyCodec.decode(engine.read(object.urn(), object.id()).getProperties());

        assertThat(object.outputs().path("content")).isEqualTo(json(secret));
        assertThat(read.path("content")).isEqualTo(json(secret));
        assertThat(object.outputs().path("key").asText()).isEqualTo("k");
        assertThat(engine.diff(object, "{'bucket': 'b', 'key': 'k', 'content': " + secret + "}")
                        .getChanges())
                .isEqualTo(DiffChanges.DIFF_NONE);
    }

    @Test
    void shouldCountAsChange_whenAPreviewDoesNotKnowTheNewValue() {
        var object = engine.create(urn(OBJECT, "o"), "{'bucket': 'b', 'key': 'k', 'content': 'c'}");

        var content = engine.diff(object, "{'bucket': 'b', 'key': 'k', 'content': '" + Unknowns.STRING + "'}");
        var key = engine.diff(object, "{'bucket': 'b', 'key': '" + Unknowns.STRING + "', 'content': 'c'}");

        assertThat(content.getReplacesList()).isEmpty();
        assertThat(content.getDiffsList()).containsExactly("content");
        assertThat(key.getReplacesList()).containsExactly("key");
    }

    @Test
    void shouldLayDefaultTagsUnder_whenTheStackHasSome() {
        engine.configure("{'region': 'us-east-1', 'allowedAccountIds': '[\"000000000000\"]',"
                + " 'defaultTags': '{\"tags\": {\"project\": \"twospeed\", \"Name\": \"x\"}}'}");

        var topic = engine.create(urn(TOPIC, "alarms"), "{'tags': {'Name': 'alarms'}}");

        assertThat(topic.outputs().path("tagsAll")).isEqualTo(json("{'project': 'twospeed', 'Name': 'alarms'}"));
    }

    @Test
    void shouldNameTheTypeAndTheFile_whenATypeIsUnknown() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> engine.create(urn("aws:sagemaker/model:Model", "m"), "{}"))
                .satisfies(e -> assertThat(refusal(e)).contains("aws:sagemaker/model:Model", "types/sagemaker.json"));
    }

    @Test
    void shouldNameTheFunctionAndTheFile_whenAFunctionIsUnknown() {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> engine.invoke("aws:ec2/getAmi:getAmi", "{}"))
                .satisfies(e -> assertThat(refusal(e)).contains("aws:ec2/getAmi:getAmi", "Invokes.java"));
    }

    @Test
    void shouldSayWhoAndWhere_whenAsked() {
        assertThat(engine.invoke("aws:index/getCallerIdentity:getCallerIdentity", "{}")
                        .path("accountId")
                        .asText())
                .isEqualTo("000000000000");
        assertThat(engine.invoke("aws:index/getRegion:getRegion", "{}")
                        .path("name")
                        .asText())
                .isEqualTo("us-east-1");
        assertThat(engine.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", "{'state': 'available'}")
                        .path("names"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldRefuseEveryStackButLocal() {
        var prod = "urn:pulumi:prod::twospeed::pulumi:providers:aws::default";

        var config = engine.rpc.checkConfig(Provider.CheckRequest.newBuilder()
                .setUrn(prod)
                .setNews(struct(EngineStub.CONFIG))
                .build());

        assertThat(config.getFailures(0).getReason()).contains("only stacks named 'local', not 'prod'");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> engine.create("urn:pulumi:prod::twospeed::" + TOPIC + "::alarms", "{}"))
                .satisfies(e -> assertThat(refusal(e)).contains("not 'prod'"));
    }

    @Test
    void shouldRefuseAConfig_whenItIsNotPinnedToTheEmbeddedAccount() {
        var unpinned = checkConfig("{'region': 'us-east-1'}");
        var other = checkConfig("{'region': 'us-east-1', 'allowedAccountIds': '[\"111122223333\"]'}");
        var region = checkConfig("{'region': 'eu-west-1', 'allowedAccountIds': '[\"000000000000\"]'}");

        assertThat(unpinned).contains("aws:allowedAccountIds", "found nothing");
        assertThat(other).contains("111122223333");
        assertThat(region).contains("us-east-1", "found 'eu-west-1'");
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> engine.configure("{'region': 'us-east-1'}"))
                .satisfies(e -> assertThat(refusal(e)).contains("aws:allowedAccountIds"));
    }

    private String checkConfig(String config) {
        var response = engine.rpc.checkConfig(Provider.CheckRequest.newBuilder()
                .setUrn("urn:pulumi:local::twospeed::pulumi:providers:aws::default")
                .setNews(struct(config))
                .build());
        assertThat(response.getFailuresList()).hasSize(1);
        return response.getFailures(0).getReason();
    }
}
