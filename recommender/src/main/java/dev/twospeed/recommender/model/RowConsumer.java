package dev.twospeed.recommender.model;

/** What is done with each row of a stream; may fail in its own way. */
@FunctionalInterface
public interface RowConsumer<T, E extends Exception> {
    /** Takes one row. */
    void accept(T row) throws E;
}
