package dev.twospeed.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twospeed.local.resource.AwsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncInvocationsTest {
    private static final String FAILURES = "arn:aws:sqs:us-east-1:000000000000:loader-failures";
    private static final byte[] EVENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final FunctionInvoker.Result DONE = new FunctionInvoker.Result(null, new byte[0]);
    private static final FunctionInvoker.Result FAILED =
            new FunctionInvoker.Result("Unhandled", ErrorDocument.of("Broken", "always"));

    @TempDir
    Path folder;

    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();
    private FailureDestination destination =
            (function, arn, letter) -> letters.add(function + " " + arn + " " + letter);
    private AsyncInvocations invocations;

    /** A function that answers by the number of the attempt, from 1. */
    private AsyncInvocations queue(Function<Integer, FunctionInvoker.Result> answer) {
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        invocations = new AsyncInvocations(
                new FunctionInvoker() {
                    @Override
                    public Result invoke(String function, byte[] payload) {
                        calls.add(function + " " + new String(payload, StandardCharsets.UTF_8));
                        return answer.apply(attempts.incrementAndGet());
                    }

                    @Override
                    public void invokeLater(String function, byte[] payload) {
                        throw new AssertionError("an asynchronous event is invoked, not queued again");
                    }
                },
                (function, arn, letter) -> destination.send(function, arn, letter),
                folder,
                Duration.ofMillis(1));
        return invocations;
    }

    @AfterEach
    void close() {
        invocations.close();
    }

    @Test
    void shouldTryAgain_whenFunctionFailsOrIsThrottled() throws Exception {
        queue(attempt -> {
                    if (attempt == 1) {
                        throw new AwsError(429, "TooManyRequestsException", "busy");
                    }
                    return attempt == 2 ? FAILED : DONE;
                })
                .add("loader", EVENT);

        for (var i = 0; i < 3; i++) {
            assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("loader {\"a\":1}");
        }
        awaitEmptyQueue();
        assertThat(folder.resolve("dead-letters")).doesNotExist();
    }

    @Test
    void shouldSendDeadLetter_whenRetriesAreUsedUp() throws Exception {
        giveUp();

        assertThat(calls).hasSize(2);
        var sent = letters.take();
        assertThat(sent).startsWith("loader " + FAILURES + " {");
        var letter = LambdaStage.JSON.readTree(sent.substring(sent.indexOf('{')));
        assertThat(letter.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(letter.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
        assertThat(letter.path("requestPayload")).hasToString("{\"a\":1}");
        assertThat(letter.at("/responsePayload/errorMessage").asText()).isEqualTo("always");
    }

    @Test
    void shouldKeepDeadLetter_whenTheDestinationRefusesIt() throws Exception {
        destination = (function, arn, letter) -> {
            throw new AwsError(403, "AccessDenied", "not for you");
        };
        giveUp();

        var letter = LambdaStage.JSON.readTree(
                folder.resolve("dead-letters/loader.jsonl").toFile());
        assertThat(letter.path("requestPayload")).hasToString("{\"a\":1}");
    }

    private void giveUp() throws Exception {
        queue(attempt -> FAILED);
        invocations.configure(FunctionName.parse("loader"), new EventInvokeConfig(1, 600, FAILURES));
        invocations.add("loader", EVENT);
        awaitEmptyQueue();
    }

    @Test
    void shouldHandleAcceptedEvent_whenStartedAgain() throws Exception {
        // As a killed process leaves it: accepted, not handled.
        var first = queue(attempt -> {
            throw new AwsError(404, "ResourceNotFoundException", "not there yet");
        });
        first.configure(FunctionName.parse("loader"), new EventInvokeConfig(2, 600, null));
        first.close();
        assertThatThrownBy(() -> first.add("loader", EVENT))
                .isInstanceOf(java.util.concurrent.RejectedExecutionException.class);

        queue(attempt -> DONE).resume();

        assertThat(calls.poll(10, TimeUnit.SECONDS)).isEqualTo("loader {\"a\":1}");
        awaitEmptyQueue();
    }

    private void awaitEmptyQueue() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (var files = Files.list(folder.resolve("queue"))) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
            assertThat(System.nanoTime()).as("the queue is still full").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
