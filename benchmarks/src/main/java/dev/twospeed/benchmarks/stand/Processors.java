package dev.twospeed.benchmarks.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which processors functions and the rest run on; both on all of them where {@code taskset} is missing. */
public final class Processors {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final int count;
    private final boolean divided;

    private Processors(int count, boolean divided) {
        this.count = count;
        this.divided = divided;
    }

    /** Moves this process, and so what it starts from now on, to the second processor. */
    static Processors divide() throws IOException {
        int count = Runtime.getRuntime().availableProcessors();
        boolean divided = count > 1 && Files.isExecutable(TASKSET) && move("1");
        return new Processors(count, divided);
    }

    /** Gives this process all processors back. */
    void join() throws IOException {
        if (divided) {
            move("0-" + (count - 1));
        }
    }

    /** How many the machine has. */
    public int count() {
        return count;
    }

    /** Whether functions have a processor to themselves. */
    public boolean divided() {
        return divided;
    }

    /** What a function's command begins with. */
    List<String> forFunctions() {
        return divided ? List.of(TASKSET.toString(), "-c", "0") : List.of();
    }

    /** What the command of a process begins with that uses all processors, whichever this one is on. */
    List<String> forAll() {
        return divided ? List.of(TASKSET.toString(), "-c", "0-" + (count - 1)) : List.of();
    }

    private static boolean move(String processors) throws IOException {
        Process moved = new ProcessBuilder(
                        TASKSET.toString(),
                        "-a",
                        "-c",
                        "-p",
                        processors,
                        String.valueOf(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return moved.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while taskset ran", e);
        }
    }
}
