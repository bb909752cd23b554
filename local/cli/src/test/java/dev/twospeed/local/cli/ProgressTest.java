package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private final AtomicLong seconds = new AtomicLong();

    @Test
    void shouldDrawOverTheBarBefore_onATerminal() {
        try (var progress = progress(true, "customers")) {
            after(2);
            progress.at(1_000, 4_000);
            after(2);
            progress.at(2_000, 4_000);
            progress.say("something else");
        }

        assertThat(text.toString().split("\r\033\\[K", -1))
                .containsExactly(
                        "",
                        "[######                  ] 1000 of 4000 customers, 500 a second, 6 s left",
                        "[############            ] 2000 of 4000 customers, 500 a second, 4 s left",
                        "something else\n[############            ] 2000 of 4000 customers, 500 a second, 4 s left",
                        "");
    }

    @Test
    void shouldPrintALineNowAndThen_whereThereIsNoTerminal() {
        try (var progress = progress(false, "fits")) {
            progress.say("reading");
            after(3);
            progress.at(1, 20);
            after(3);
            progress.at(2, 20);
            progress.at(3, 20);
            after(6);
            progress.at(4, 20);
        }

        assertThat(text.toString().lines())
                .containsExactly(
                        "reading", "2 of 20 fits, 3.0 s each, 54 s left", "4 of 20 fits, 3.0 s each, 48 s left");
    }

    @Test
    void shouldNotCountTheTimeBeforeTheTask_whenItTellsOfItsBeginning() {
        try (var progress = progress(false, "customers")) {
            after(60);
            progress.at(0, 100);
            after(10);
            progress.at(50, 100);
        }

        assertThat(text.toString().strip()).isEqualTo("50 of 100 customers, 5 a second, 10 s left");
    }

    @Test
    void shouldSayNothing_whenTheTaskIsDoneAtOnce() {
        try (var progress = progress(false, "customers")) {
            progress.at(0, 10);
            progress.at(10, 10);
        }

        assertThat(text.toString()).isEmpty();
    }

    private Progress progress(boolean terminal, String what) {
        return Progress.of(new PrintWriter(text), terminal, what, () -> seconds.get() * 1_000_000_000L);
    }

    private void after(long more) {
        seconds.addAndGet(more);
    }
}
