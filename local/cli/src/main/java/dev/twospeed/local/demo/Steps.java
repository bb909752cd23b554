package dev.twospeed.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs the steps of a demo one after the other, with a line for each that tells what came out and how long it took. */
public final class Steps {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final List<Done> done = new ArrayList<>();

    /** Writes its lines to {@code out}. */
    public Steps(PrintStream out) {
        this.out = out;
    }

    /** A finished step, with the time from the making of these steps to its start, and how long it took. */
    public record Done(String name, String result, Duration start, Duration time) {}

    /** What a step hands on, with the words for its line. */
    public record Outcome<T>(T value, String words) {}

    /**
     * Runs a step.
     *
     * @param name what it does, as in {@code up foundation}
     * @throws StepFailed naming the step, when it fails
     */
    public <T> T run(String name, Callable<Outcome<T>> step) {
        var start = System.nanoTime();
        out.printf("  %-34s ", name);
        out.flush();
        try {
            var outcome = step.call();
            var time = Duration.ofNanos(System.nanoTime() - start);
            done.add(new Done(name, outcome.words(), Duration.ofNanos(start - begin), time));
            out.printf(Locale.ROOT, "%7.1f s  %s%n", time.toMillis() / 1000.0, outcome.words());
            return outcome.value();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("interrupted");
            throw new StepFailed(name, e);
        } catch (Exception e) {
            out.println("failed");
            throw new StepFailed(name, e);
        }
    }

    /** Runs a step that only has words to show. */
    public void tell(String name, Callable<String> step) {
        run(name, () -> new Outcome<>(name, step.call()));
    }

    /** Shows what a step is busy with when that takes long. */
    void note(String line) {
        out.printf("%n    %s%n  %-34s ", line, "");
        out.flush();
    }

    /** The steps so far, in order. */
    public List<Done> done() {
        return List.copyOf(done);
    }

    /** The time of all steps together. */
    public Duration total() {
        return done.stream().map(Done::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** Polls until a value is there. */
    static <T> T await(String what, Duration limit, Supplier<Optional<T>> poll) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var value = poll.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Waited " + limit.toSeconds() + " s for " + what + " and it did not come");
            }
            Thread.sleep(250);
        }
    }

    /** A step that failed; its message is the sentence for the user. */
    public static final class StepFailed extends RuntimeException {
        StepFailed(String step, Exception cause) {
            super("The step '" + step + "' failed: " + cause.getMessage(), cause);
        }
    }
}
