package dev.twospeed.handlers.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twospeed.handlers.database.ConnectionSource;
import dev.twospeed.handlers.database.Login;
import dev.twospeed.handlers.environment.LogLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * Answers a person's question to the database.
 *
 * <p>What may be asked is not read out of its text: the user behind the connection is granted a few tables to read, and the transaction
 * is read-only from its first statement, after which PostgreSQL lets nobody make it another. What the database objects to is an answer
 * too: a misspelt column is no failure of the loader.
 */
final class Inspection {
    /** How long a question may take; loads wait meanwhile, as one function runs at a time. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    /** Rows of an answer. */
    static final int MAX_ROWS = 1_000;

    /** Bytes of its rows as JSON: Lambda answers with 6 MB at most. */
    static final int MAX_BYTES = 5_000_000;

    /** What is read of an answer before it is cut to its rows: less than a function's memory takes. */
    private static final int LARGEST_ANSWER_MEGABYTES = 64;

    /** What the driver says of a larger one. */
    private static final String TOO_LARGE = PSQLState.COMMUNICATION_ERROR.getState();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectionSource database;
    private final Duration longest;

    /**
     * Asks through connections of a user that may only read; each question has its own.
     *
     * @param longest how long a question may take
     */
    Inspection(Login database, Duration longest) {
        this.database = database.withAnswersUpTo(LARGEST_ANSWER_MEGABYTES);
        this.longest = longest;
    }

    /**
     * Asks.
     *
     * @return {@code columns} (name, and the type as number, boolean or text), {@code rows} (PostgreSQL's text of each value, or null) and, if
     *     these are not all, {@code cut} ("rows" or "bytes"); or {@code error} with what the database objects to
     * @throws SQLException if there is no database to ask
     */
    ObjectNode answer(String sql) throws SQLException {
        long start = System.nanoTime();
        ObjectNode answer = ask(sql);
        // Not the question: it may name a customer.
        LogLine.info("question answered")
                .with("rows", answer.path("rows").size())
                .with("sql_state", answer.at("/error/sql_state").asText(null))
                .with("duration_ms", (System.nanoTime() - start) / 1_000_000)
                .write();
        return answer;
    }

    private ObjectNode ask(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement first = connection.createStatement()) {
                // A query and no SET: after the first query the transaction stays read-only.
                first.execute("select set_config('statement_timeout', '" + longest.toMillis() + "', true),"
                        + " set_config('search_path', 'twospeed, public', true)");
            }
            try (Statement statement = connection.createStatement()) {
                // The driver would send several one by one, the second perhaps in a transaction of its own.
                if (Parser.parseJdbcSql(sql, true, false, true, false, false).size() != 1) {
                    return error("only one statement can be asked at a time", "42601", null);
                }
                statement.setEscapeProcessing(false);
                statement.setMaxRows(MAX_ROWS + 1);
                return statement.execute(sql) ? rows(statement.getResultSet()) : empty();
            } catch (SQLException e) {
                return objection(e);
            }
        }
    }

    private static ObjectNode empty() {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("columns");
        answer.putArray("rows");
        return answer;
    }

    private static ObjectNode rows(ResultSet found) throws SQLException {
        ObjectNode answer = empty();
        ResultSetMetaData columns = found.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            answer.withArray("columns")
                    .addObject()
                    .put("name", columns.getColumnLabel(i))
                    .put("type", type(columns, i));
        }
        ArrayNode rows = answer.withArray("rows");
        int bytes = 0;
        while (found.next()) {
            ArrayNode row = JSON.createArrayNode();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.add(found.getString(i));
            }
            bytes += size(row);
            if (bytes > MAX_BYTES) {
                return answer.put("cut", "bytes");
            }
            if (rows.size() == MAX_ROWS) {
                return answer.put("cut", "rows");
            }
            rows.add(row);
        }
        return answer;
    }

    private static String type(ResultSetMetaData columns, int i) throws SQLException {
        return switch (columns.getColumnType(i)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.DOUBLE, Types.NUMERIC -> "number";
            case Types.BIT -> columns.getColumnTypeName(i).equals("bool") ? "boolean" : "text";
            default -> "text";
        };
    }

    private static int size(ArrayNode row) {
        try {
            return JSON.writeValueAsBytes(row).length + 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts that are no JSON", e);
        }
    }

    /** What the database, or its driver, objects to; a connection that was lost is no objection. */
    private static ObjectNode objection(SQLException e) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(TOO_LARGE)) {
            return error("the answer is too large to be read: ask for fewer or shorter columns", state, null);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            throw e;
        }
        ServerErrorMessage told = e instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        return told == null
                ? error(String.valueOf(e.getMessage()), state, null)
                : error(String.valueOf(told.getMessage()), state, told);
    }

    private static ObjectNode error(String message, String state, @Nullable ServerErrorMessage told) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode error = answer.putObject("error").put("message", message).put("sql_state", state);
        if (told != null) {
            error.put("detail", told.getDetail()).put("hint", told.getHint());
            if (told.getPosition() > 0) {
                error.put("position", told.getPosition());
            }
        }
        return answer;
    }
}
