package dev.twospeed.local.glue;

import dev.twospeed.local.glue.JobRun.State;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All runs, in memory and on disk: a run outlives the embedded AWS that saw it. */
final class RunStore {
    private final Path folder;
    private final Map<String, JobRun> runs = new ConcurrentHashMap<>();

    /** Reads what is kept; runs that were in flight when the last embedded AWS ended are ended and failed. */
    RunStore(Path folder) {
        this.folder = folder;
        JsonFile.readAll(folder).stream().map(JobRun::of).forEach(run -> runs.put(run.id(), run));
        for (var run : all()) {
            if (!run.state().ended()) {
                endLeftover(run);
                put(run.in(State.FAILED, "The embedded AWS ended while this run was in flight; start it again"));
            }
        }
    }

    void put(JobRun run) {
        JsonFile.write(folder.resolve(FileNames.of(run.id()) + ".json"), run.toDocument());
        runs.put(run.id(), run);
    }

    Optional<JobRun> find(String job, String id) {
        return Optional.ofNullable(runs.get(id)).filter(run -> run.job().equals(job));
    }

    /** The runs of a job, the newest first, as GetJobRuns lists them. */
    List<JobRun> of(String job) {
        return all().stream().filter(run -> run.job().equals(job)).toList();
    }

    /** All runs, the newest first. */
    List<JobRun> all() {
        return runs.values().stream()
                .sorted(Comparator.comparing(JobRun::started).reversed())
                .toList();
    }

    // Process ids are used again, so the command line has to say that it is this run's.
    private static void endLeftover(JobRun run) {
        if (run.pid() == 0) {
            return;
        }
        ProcessHandle.of(run.pid())
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(SparkProcess.RUN + run.id()))
                        .isPresent())
                .ifPresent(ProcessHandle::destroyForcibly);
    }
}
