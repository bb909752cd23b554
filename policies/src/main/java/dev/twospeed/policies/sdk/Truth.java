package dev.twospeed.policies.sdk;

/** A statement about a resource before it exists: true, false, or not known yet. */
public enum Truth {
    /** It holds. */
    TRUE,
    /** It does not hold. */
    FALSE,
    /** It depends on a value that only the deployment will bring. */
    UNKNOWN;

    /** The truth of something that is known. */
    public static Truth of(boolean known) {
        return known ? TRUE : FALSE;
    }

    /** Both hold; false as soon as one is false. */
    public Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN ? this : other;
    }

    /** At least one holds; true as soon as one is true. */
    public Truth or(Truth other) {
        if (this == TRUE || other == TRUE) {
            return TRUE;
        }
        return this == UNKNOWN ? this : other;
    }

    /** The opposite. */
    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
