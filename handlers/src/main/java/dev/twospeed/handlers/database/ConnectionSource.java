package dev.twospeed.handlers.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Gives connections to the vector database; whoever takes one closes it. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * A connection in auto-commit mode.
     *
     * @throws SQLException if the database cannot be reached or refuses
     */
    Connection connect() throws SQLException;
}
