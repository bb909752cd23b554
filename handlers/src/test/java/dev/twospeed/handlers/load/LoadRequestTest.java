package dev.twospeed.handlers.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadRequestTest {
    private static LoadRequest read(String event) throws JsonProcessingException {
        return LoadRequest.of(new ObjectMapper().readTree(event), "models/");
    }

    @Test
    void shouldLoadTheVersion_whenToldOfItsManifest() throws Exception {
        // As in the S3 user guide, "EventBridge event message structure".
        String event = """
                {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
                 "source": "aws.s3", "account": "111122223333", "time": "2021-11-12T00:00:00Z", "region": "ca-central-1",
                 "resources": ["arn:aws:s3:::amzn-s3-demo-bucket1"],
                 "detail": {"version": "0", "bucket": {"name": "amzn-s3-demo-bucket1"},
                  "object": {"key": "models/20261124T023000Z-1a2b3c4d/manifest.json", "size": 5,
                   "etag": "b1946ac92492d2347c6235b4d2611184", "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                   "sequencer": "617f08299329d189"},
                  "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "1.2.3.4",
                  "reason": "PutObject"}}""";

        assertThat(read(event)).isEqualTo(new LoadRequest.Published("20261124T023000Z-1a2b3c4d"));
    }

    @Test
    void shouldReadOperations_whenAskedByOperators() throws Exception {
        assertThat(read("{\"operation\":\"reconcile\"}")).isEqualTo(new LoadRequest.Reconcile());
        assertThat(read("{\"operation\":\"list\"}")).isEqualTo(new LoadRequest.ListModels());
        assertThat(read("{\"operation\":\"rollback\"}")).isEqualTo(new LoadRequest.Rollback());
        assertThat(read("{\"operation\":\"activate\",\"version\":\"v1\"}")).isEqualTo(new LoadRequest.Activate("v1"));
        assertThat(read("{\"operation\":\"forget\",\"customer\":103}")).isEqualTo(new LoadRequest.Forget("103"));
        assertThat(read("{\"operation\":\"forget\",\"customer\":\"103\"}")).hasToString("Forget");
        assertThat(read("{\"operation\":\"sql\",\"sql\":\"select 1\"}"))
                .isEqualTo(new LoadRequest.Sql("select 1"))
                .hasToString("Sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"operation\":\"drop\"}",
                "{\"operation\":\"activate\"}",
                "{\"operation\":\"forget\"}",
                "{\"operation\":\"sql\"}",
                "{\"operation\":\"sql\",\"sql\":\" \"}",
                "{\"operation\":\"forget\",\"customer\":\"all\"}",
                "{\"operation\":\"activate\",\"version\":\"../../secrets\"}",
                "{\"detail-type\":\"Object Created\",\"detail\":{\"object\":{\"key\":\"models/manifest.json\"}}}",
                "{\"detail-type\":\"Object Created\",\"detail\":{\"object\":{\"key\":\"models/a/b/manifest.json\"}}}",
                "{\"detail-type\":\"Object Created\",\"detail\":{\"object\":{\"key\":\"other/v1/manifest.json\"}}}"
            })
    void shouldSayWhatIsExpected_whenAskedForSomethingElse(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The loader was");
    }
}
