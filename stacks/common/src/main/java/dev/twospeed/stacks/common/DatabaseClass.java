package dev.twospeed.stacks.common;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A class of RDS instances, for what its memory decides.
 *
 * @param name as {@code db.t4g.medium}
 * @param memoryGibibytes what the hardware has
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html">hardware
 *     specifications</a>
 */
public record DatabaseClass(String name, int memoryGibibytes) {
    private static final Pattern BURSTABLE = Pattern.compile("db\\.t(?:3|4g)\\.(micro|small|medium|large|2?xlarge)");
    private static final Pattern STEADY = Pattern.compile("db\\.([mr])[5-8][a-z]*\\.(?:(\\d*)x)?large");

    // RDS reckons with the instance's memory less what the system and RDS itself use, which is documented nowhere and
    // weighs most on the smallest classes: this much is left on all of them.
    private static final double LEFT_OVER = 0.75;

    /** The class of this name, if it is one of the families t3, t4g, m5 to m8 and r5 to r8. */
    public static Optional<DatabaseClass> of(String name) {
        var burstable = BURSTABLE.matcher(name);
        if (burstable.matches()) {
            return Optional.of(new DatabaseClass(
                    name,
                    switch (burstable.group(1)) {
                        case "micro" -> 1;
                        case "small" -> 2;
                        case "medium" -> 4;
                        case "large" -> 8;
                        case "xlarge" -> 16;
                        default -> 32;
                    }));
        }
        var steady = STEADY.matcher(name);
        if (!steady.matches()) {
            return Optional.empty();
        }
        var ofLarge = steady.group(1).equals("m") ? 8 : 16;
        var size = steady.group(2);
        return Optional.of(new DatabaseClass(
                name, size == null ? ofLarge : size.isEmpty() ? 2 * ofLarge : 2 * ofLarge * Integer.parseInt(size)));
    }

    /**
     * Connections that PostgreSQL takes at least with RDS's default {@code max_connections},
     * LEAST(DBInstanceClassMemory / 9531392, 5000).
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections">maximum
     *     number of database connections</a>
     */
    public int maxConnections() {
        return (int) Math.min(5000, memoryGibibytes * (double) (1 << 30) * LEFT_OVER / 9_531_392);
    }
}
