package dev.twospeed.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twospeed.local.cloud.Stack;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.cost.StackExport;
import dev.twospeed.local.report.Deployment.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackLinksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldNameTheOutputsInUse_whenTheirValuesStandInAReadersResources() throws Exception {
        var foundation = outputs("""
                {"vpcId": "vpc-0123456789abcdef0", "dataLakeBucket": "shop-data-lake", "privateSubnetIds": ["subnet-1", "subnet-2"],
                 "sourcePort": 3306, "additionalCaPem": "", "alarmTopicArn": "arn:aws:sns:us-east-1:000000000000:alarms"}
                """);
        var etl = export("""
                {"subnets": ["subnet-2"], "policy": "{\\"Resource\\": \\"arn:aws:s3:::shop-data-lake/*\\"}", "other": "x33060", "empty": ""}
                """);

        assertThat(StackLinks.of(Map.of(Stack.FOUNDATION, foundation), Map.of(Stack.ETL, etl)))
                .containsExactly(new Link("foundation", "etl", List.of("dataLakeBucket", "privateSubnetIds")));
    }

    private static StackOutputs outputs(String json) throws Exception {
        return StackOutputs.of(Stack.FOUNDATION, JSON.readTree(json));
    }

    private static StackExport export(String inputs) throws Exception {
        return StackExport.of(
                "etl",
                JSON.readTree("{\"deployment\": {\"resources\": [{\"type\": \"aws:glue/job:Job\","
                        + " \"urn\": \"urn:pulumi:local::p::aws:glue/job:Job::etl\", \"inputs\": " + inputs + "}]}}"));
    }
}
