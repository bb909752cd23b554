package dev.twospeed.recommender.table;

import java.io.IOException;

/** A table that cannot be used. The message says which file and row, what was found and what is expected. */
public final class InvalidTable extends IOException {
    private static final long serialVersionUID = 1;

    /** A fault of a whole file. */
    public InvalidTable(String file, String problem) {
        super(file + " " + problem);
    }

    /** A fault in one row; the header is row 1. */
    public InvalidTable(String file, long row, String problem) {
        this(file, "row " + row + ": " + problem);
    }
}
