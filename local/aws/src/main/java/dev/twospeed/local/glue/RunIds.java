package dev.twospeed.local.glue;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of runs as Glue makes them: a prefix and 64 hex digits; a retry's id is that of the first attempt with its number. */
final class RunIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ATTEMPT = "_attempt_";

    private RunIds() {}

    static String next(String prefix) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    static String attempt(String id, int number) {
        var end = id.indexOf(ATTEMPT);
        return (end < 0 ? id : id.substring(0, end)) + ATTEMPT + number;
    }
}
