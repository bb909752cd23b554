package dev.twospeed.benchmarks.worker;

import java.io.IOException;
import java.nio.file.Path;

/** What is done again and again while it is measured. */
interface Work {
    /** Does it once for so many records; the number of the call chooses among the batches at hand. */
    void call(int size, int call) throws IOException;

    /** Does it once and fails if what comes out makes no sense, so that nobody measures how fast nothing is done. */
    void check(int size) throws IOException;

    /** The work of this name, with the batches of a folder. */
    static Work named(String name, Path folder) throws Exception {
        return switch (name) {
            case "transform" -> new TransformWork(folder);
            case "inference" -> new InferenceWork(folder);
            case "sql" -> SqlWork.open(folder);
            case "user-sql" -> UserSqlWork.open(folder);
            case "load" -> new LoadWork(folder);
            case "codec" -> new CodecWork(folder);
            default -> throw new IllegalArgumentException("no work is called " + name);
        };
    }
}
