package dev.twospeed.local.lambda;

import static dev.twospeed.local.iam.Granting.allow;
import static dev.twospeed.local.iam.Granting.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.twospeed.local.iam.Granting;
import dev.twospeed.local.resource.Resource;
import org.junit.jupiter.api.Test;

class FunctionRolesTest {
    private static final String NETWORK = "ec2:CreateNetworkInterface ec2:DescribeNetworkInterfaces"
            + " ec2:DeleteNetworkInterface ec2:DescribeSubnets";

    private final Granting granting = new Granting();
    private final FunctionRoles roles = new FunctionRoles(granting.access());

    @Test
    void shouldRefuseAFunction_whenLambdaMayNotTakeOnItsRole() {
        var role = granting.role("job", "glue.amazonaws.com", allow("*", "*"));

        assertThatThrownBy(() -> roles.take(function(role)))
                .hasMessage("The role defined for the function cannot be assumed by Lambda.");
    }

    @Test
    void shouldRefuseAFunctionInAVpc_whenItsRoleMayNotMakeNetworkInterfaces() {
        var role = granting.role("function", "lambda.amazonaws.com");
        assertThatThrownBy(() -> roles.take(function(role)))
                .hasMessage("The provided execution role does not have permissions to call CreateNetworkInterface on"
                        + " EC2");

        // As the functions' roles do: what Lambda may, the function's own code may not.
        var inCode = ",\"Condition\":{\"ArnEquals\":{\"lambda:SourceFunctionArn\":\"arn:aws:lambda:us-east-1:"
                + "000000000000:function:f\"}}";
        granting.grant("function", allow(NETWORK, "*"), statement("Deny", NETWORK, "*", inCode));
        assertThatCode(() -> roles.take(function(role))).doesNotThrowAnyException();
    }

    @Test
    void shouldSayThatLinesAreLost_whenTheRoleMayNotWriteToTheFunctionsGroup() {
        var role = granting.role("function", "lambda.amazonaws.com");
        var spec = FunctionSpec.latest("f", "arn", "hash", function(role).inputs());
        assertThat(roles.mayLog(spec)).isFalse();

        granting.grant(
                "function",
                allow(
                        "logs:CreateLogStream logs:PutLogEvents",
                        "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*"));
        assertThat(roles.mayLog(spec)).isTrue();
    }

    private static Resource function(String role) {
        var inputs = JsonNodeFactory.instance.objectNode().put("role", role);
        inputs.put("runtime", "java21").put("handler", "h");
        inputs.putObject("vpcConfig").putArray("subnetIds").add("subnet-1");
        return new Resource("urn", "aws:lambda/function:Function", "f", inputs, inputs.deepCopy());
    }
}
