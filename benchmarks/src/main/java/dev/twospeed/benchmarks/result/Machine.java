package dev.twospeed.benchmarks.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were measured.
 *
 * @param processor its model as the system names it
 * @param processors how many
 * @param memoryGibibytes of the machine
 * @param system the operating system
 * @param jvm version of the JVM
 * @param loadAtStart processes that ran or wanted to, over the minute before; below 0 if unknown
 * @param processorsDivided whether functions and database had a processor each
 */
public record Machine(
        String processor,
        int processors,
        double memoryGibibytes,
        String system,
        String jvm,
        double loadAtStart,
        boolean processorsDivided) {

    /** This machine, now; this process may have been moved to some of its processors, so the caller knows how many there are. */
    public static Machine here(int processors, boolean processorsDivided) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                processor(system.getArch()),
                processors,
                Math.rint(system.getTotalMemorySize() / (double) (1 << 30) * 10) / 10,
                system.getName() + " " + system.getArch(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                system.getSystemLoadAverage(),
                processorsDivided);
    }

    private static String processor(String otherwise) throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
