package dev.twospeed.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The process that is measured: one handler in a JVM of its own, as Lambda has it, told through standard input what to do and
 * answering a line of numbers each.
 *
 * <p>Arguments are a {@link Work} and the folder of its batches. Commands have two numbers: {@code closed SIZE MILLISECONDS} (one call after the
 * other), {@code checked SIZE MILLISECONDS} (the same, each answer looked at), {@code open PER_SECOND MILLISECONDS} (calls of size 1 at fixed
 * times, whatever became of the ones before), {@code first SIZE 0} (one call) and {@code prime 0 0} (what Lambda has a function do around
 * a snapshot).
 */
public final class Worker {
    private Worker() {}

    /** The JVM's own measures; not loaded before the first call, since their classes are no part of a function's start. */
    private static final class Clock {
        private static final OperatingSystemMXBean PROCESS =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private Clock() {}

        static long processorNanos() {
            return PROCESS.getProcessCpuTime();
        }
    }

    /** Answers commands until standard input ends. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        // What functions log costs them the writing, but is not to be mixed with the answers.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Work work = Work.named(arguments[0], Path.of(arguments[1]));
        answers.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] command = line.split(" ", -1);
            int first = Integer.parseInt(command[1]);
            long nanos = Long.parseLong(command[2]) * 1_000_000;
            Latencies latencies = switch (command[0]) {
                case "closed" -> closed(work, first, nanos);
                case "open" -> open(work, first, nanos);
                case "checked" -> checked(work, first, nanos);
                case "first" -> first(work, first);
                case "prime" -> prime();
                default -> throw new IllegalArgumentException("no command is called " + command[0]);
            };
            answers.println(latencies.line());
        }
        System.exit(0);
    }

    private static Latencies closed(Work work, int size, long nanos) throws IOException {
        work.check(size);
        Latencies latencies = new Latencies(size);
        long start = System.nanoTime();
        long processor = Clock.processorNanos();
        long begin = start;
        for (int call = 0; begin - start < nanos || call == 0; call++) {
            work.call(size, call);
            long end = System.nanoTime();
            latencies.add(end - begin);
            begin = end;
        }
        return latencies.over(begin - start, Clock.processorNanos() - processor);
    }

    private static Latencies open(Work work, int perSecond, long nanos) throws IOException {
        work.check(1);
        Latencies latencies = new Latencies(1);
        long interval = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        long processor = Clock.processorNanos();
        for (int call = 0; call * interval < nanos; call++) {
            long scheduled = start + call * interval;
            for (long left = scheduled - System.nanoTime(); left > 0; left = scheduled - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            work.call(1, call);
            latencies.add(System.nanoTime() - scheduled);
        }
        return latencies.over(System.nanoTime() - start, Clock.processorNanos() - processor);
    }

    private static Latencies checked(Work work, int size, long nanos) throws IOException {
        Latencies latencies = new Latencies(size);
        long start = System.nanoTime();
        long processor = Clock.processorNanos();
        long begin = start;
        while (begin - start < nanos) {
            work.check(size);
            long end = System.nanoTime();
            latencies.add(end - begin);
            begin = end;
        }
        return latencies.over(begin - start, Clock.processorNanos() - processor);
    }

    private static Latencies first(Work work, int size) throws IOException {
        Latencies latencies = new Latencies(size);
        long start = System.nanoTime();
        work.call(size, 0);
        latencies.add(System.nanoTime() - start);
        return latencies.over(System.nanoTime() - start, 0);
    }

    /**
     * As AWS's runtime client does, whose classes are beside the function's only where this is asked for.
     *
     * @return what took place after the restore
     */
    private static Latencies prime() throws ReflectiveOperationException {
        Method library = Class.forName("com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper")
                .getDeclaredMethod("load");
        library.setAccessible(true);
        library.invoke(null);
        Object context = Class.forName("com.amazonaws.services.lambda.crac.Core")
                .getMethod("getGlobalContext")
                .invoke(null);
        Class<?> resources = Class.forName("com.amazonaws.services.lambda.crac.Context");
        resources.getMethod("beforeCheckpoint", resources).invoke(context, context);
        Latencies latencies = new Latencies(0);
        long start = System.nanoTime();
        resources.getMethod("afterRestore", resources).invoke(context, context);
        latencies.add(System.nanoTime() - start);
        return latencies.over(System.nanoTime() - start, 0);
    }
}
