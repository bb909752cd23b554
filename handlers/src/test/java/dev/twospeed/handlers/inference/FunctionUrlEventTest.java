package dev.twospeed.handlers.inference;

import static dev.twospeed.handlers.support.Fixture.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.twospeed.handlers.support.AwsEvents;
import dev.twospeed.handlers.support.Events;
import dev.twospeed.handlers.support.Fixture;
import dev.twospeed.handlers.support.TestModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inference API as AWS's own types for function URLs see it: payload version 2.0, as API Gateway's HTTP APIs. */
class FunctionUrlEventTest {
    @TempDir
    Path folder;

    private InferenceHandler handler;

    @BeforeEach
    void load() throws Exception {
        var fixture = Fixture.in(folder);
        TestModel.small(1).publish(fixture.store(), FIRST);
        fixture.loader().load(FIRST);
        handler = new InferenceHandler(fixture.serving());
    }

    @Test
    void shouldAnswer_whenTheEventIsOfAwsOwnType() throws Exception {
        var answer = call(event("GET", "/items_from_user")
                .withRawQueryString("customer_number=103&k=3")
                .withQueryStringParameters(Map.of("customer_number", "103", "k", "3"))
                .build());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("content-type", "application/json");
        assertThat(answer.getIsBase64Encoded()).isFalse();
        assertThat(answer.getBody()).contains("\"product_code\"");
    }

    @Test
    void shouldTakeTheBody_whenItComesInBase64() throws Exception {
        byte[] session = Events.event("s", 1, 2).toString().getBytes(StandardCharsets.UTF_8);

        var answer = call(event("POST", "/recommendations")
                .withIsBase64Encoded(true)
                .withBody(Base64.getEncoder().encodeToString(session))
                .build());

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody()).contains("recommended_items");
    }

    private APIGatewayV2HTTPResponse call(APIGatewayV2HTTPEvent event) throws Exception {
        return AwsEvents.call(handler, APIGatewayV2HTTPEvent.class, event, APIGatewayV2HTTPResponse.class);
    }

    private static APIGatewayV2HTTPEvent.APIGatewayV2HTTPEventBuilder event(String method, String path) {
        var http = RequestContext.Http.builder()
                .withMethod(method)
                .withPath(path)
                .withProtocol("HTTP/1.1")
                .withSourceIp("203.0.113.7")
                .withUserAgent("agent")
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey("$default")
                .withRawPath(path)
                .withCookies(List.of("cookie1"))
                .withHeaders(Map.of("content-type", "application/json", "x-forwarded-proto", "https"))
                .withRequestContext(RequestContext.builder()
                        .withAccountId("123456789012")
                        .withRouteKey("$default")
                        .withStage("$default")
                        .withTimeEpoch(1_583_348_638_390L)
                        .withHttp(http)
                        .build());
    }
}
