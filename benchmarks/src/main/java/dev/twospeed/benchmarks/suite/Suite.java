package dev.twospeed.benchmarks.suite;

import dev.twospeed.benchmarks.result.Figure;
import java.util.function.Consumer;

/** A topic that is measured. */
public interface Suite {
    /** Its name on the command line and in the results. */
    String name();

    /** Measures, and hands each figure on as soon as it is known. */
    void run(Bench bench, Consumer<Figure> figures) throws Exception;
}
