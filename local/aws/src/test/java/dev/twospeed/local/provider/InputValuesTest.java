package dev.twospeed.local.provider;

import static dev.twospeed.local.provider.EngineStub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.provider.InputCheck.Failure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no provider and no plan finds before an account does. */
class InputValuesTest {
    private static final String FIREHOSE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String STATEMENT =
            "'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*'";

    private final ResourceTypes types = new ResourceTypes();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            aws:glue/trigger:Trigger | {'name': 't', 'actions': [], 'type': 'SCHEDULED', 'schedule': 'cron(0 2 * * *)'} | schedule
            aws:glue/trigger:Trigger | {'name': 't', 'actions': [], 'type': 'SCHEDULED'} | schedule
            aws:cloudwatch/eventRule:EventRule | {'scheduleExpression': 'rate(1 hours and more)'} | scheduleExpression
            aws:cloudwatch/logGroup:LogGroup | {'retentionInDays': 2} | retentionInDays
            aws:rds/parameterGroup:ParameterGroup | {'family': 'postgresql16'} | family
            aws:rds/instance:Instance | {'instanceClass': 't4g.small'} | instanceClass
            aws:lambda/function:Function | {'role': 'r', 'memorySize': 64} | memorySize
            aws:lambda/function:Function | {'role': 'r', 'ephemeralStorage': {'size': 1}} | ephemeralStorage.size
            aws:lambda/function:Function | {'role': 'r', 'runtime': 'nodejs20.x', 'snapStart': {'applyOn': 'PublishedVersions'}} | snapStart
            aws:kinesis/stream:Stream | {'shardCount': 1, 'streamModeDetails': {'streamMode': 'ON_DEMAND'}} | shardCount
            aws:sqs/queue:Queue | {'visibilityTimeoutSeconds': 50000} | visibilityTimeoutSeconds
            aws:glue/job:Job | {'roleArn': 'r', 'command': {}, 'numberOfWorkers': 1} | numberOfWorkers
            """)
    void shouldRefuseAValue_whenAwsWould(String type, String inputs, String property) {
        assertThat(failures(type, inputs)).extracting(Failure::property).containsExactly(property);
    }

    @Test
    void shouldRefuseBuffers_whenFirehoseWould() {
        assertThat(failures(FIREHOSE, delivery("'bufferingInterval': 901, 'bufferingSize': 5")))
                .extracting(Failure::property)
                .containsExactly("extendedS3Configuration.bufferingInterval");
        assertThat(failures(
                        FIREHOSE,
                        delivery("'bufferingSize': 5, 'dynamicPartitioningConfiguration': {'enabled': true}")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("at least 64 MB"));
        assertThat(failures(FIREHOSE, delivery("'prefix': 'd=!{timestamp:yyyy}/'")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("errorOutputPrefix"));
        assertThat(failures(
                        FIREHOSE,
                        delivery("'processingConfiguration': {'processors': [{'type': 'Lambda', 'parameters':"
                                + " [{'parameterName': 'BufferSizeInMBs', 'parameterValue': '4'}]}]}")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("0.2 to 3"));
    }

    @Test
    void shouldAcceptWhatAPreviewDoesNotKnow() {
        var unknown = "'" + Unknowns.STRING + "'";

        assertThat(failures(ROLE_POLICY, "{'role': 'r', 'policy': " + unknown + "}"))
                .isEmpty();
        assertThat(failures(
                        FUNCTION,
                        "{'role': 'r', 'timeout': " + unknown + ", 'runtime': " + unknown
                                + ", 'snapStart': {'applyOn': 'PublishedVersions'}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {\\'Statement\\': []} | no Version
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': []} | no Statement
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{%s, \\'Resources\\': \\'*\\'}]} | 'Resources'
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{%s, \\'Principal\\': \\'*\\'}]} | only resources have
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{%s, \\'Sid\\': \\'read it\\'}]} | letters and digits
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{%s, \\'Condition\\': {\\'StringEqual\\': {}}}]} | 'StringEqual'
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{\\'Effect\\': \\'Allow\\', \\'Action\\': \\'s3\\', \\'Resource\\': \\'*\\'}]} | service:Action
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{\\'Effect\\': \\'Allow\\', \\'Action\\': \\'s3:*\\', \\'Resource\\': \\'bucket\\'}]} | nor an ARN
            {\\'Version\\': \\'2012-10-17\\', \\'Statement\\': [{\\'Effect\\': \\'allow\\', \\'Action\\': \\'s3:*\\', \\'Resource\\': \\'*\\'}]} | no Effect
            not json | not a JSON object
            """)
    void shouldRefuseAPolicy_whenIamWould(String policy, String reason) {
        var document = policy.replace("\\'", "'").replace("%s", STATEMENT);

        assertThat(failures(ROLE_POLICY, inputs(document)))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains(reason, "MalformedPolicyDocument"));
    }

    @Test
    void shouldRefuseAPolicy_whenItIsTooLong() {
        var statements = Collections.nCopies(200, "{" + STATEMENT + "}");

        assertThat(failures(ROLE_POLICY, inputs("{'Version': '2012-10-17', 'Statement': " + statements + "}")))
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("allowed are 10240"));
    }

    @Test
    void shouldAcceptAPolicy_whenIamWould() {
        assertThat(failures(
                        ROLE_POLICY,
                        inputs("{'Version': '2012-10-17', 'Statement': [{'Sid': 'Read', " + STATEMENT
                                + ", 'Condition': {'ForAnyValue:StringLike': {'aws:x': ['a']}}}]}")))
                .isEmpty();
        assertThat(failures(
                        "aws:iam/role:Role",
                        EngineStub.json("{}")
                                .put(
                                        "assumeRolePolicy",
                                        json("{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action':"
                                                        + " 'sts:AssumeRole', 'Principal': {'Service': 'lambda.amazonaws.com'}}]}")
                                                .toString())
                                .toString()))
                .isEmpty();
    }

    private static String inputs(String policy) {
        var text = policy.startsWith("{") ? json(policy).toString() : policy;
        return json("{'role': 'r'}").put("policy", text).toString();
    }

    private static String delivery(String s3) {
        return "{'destination': 'extended_s3', 'extendedS3Configuration': {" + s3 + "}}";
    }

    private List<Failure> failures(String type, String inputs) {
        return InputCheck.of(types.get(type), json("{}"), json(inputs), "made-up")
                .failures();
    }
}
