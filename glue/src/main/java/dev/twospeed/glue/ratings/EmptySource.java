package dev.twospeed.glue.ratings;

/** The shop database holds nothing to learn from. */
public final class EmptySource extends RuntimeException {
    EmptySource(String found) {
        super(found + ": no snapshot was written, the last one is still the newest."
                + " Fill the shop database, or point the foundation's source at the right one.");
    }
}
