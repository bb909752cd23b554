package dev.twospeed.local.provider;

import dev.twospeed.local.iam.AccessKeys;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The values that AWS makes up: identifiers in its own shapes, the account, the time. */
final class Generated {
    private static final Pattern RANDOM = Pattern.compile("(hex|alnum|upper|digits)([0-9]+)");
    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final Map<String, String> ALPHABETS = Map.of(
            "hex", DIGITS + "abcdef",
            "alnum", DIGITS + LOWER,
            "upper", DIGITS + LOWER.toUpperCase(java.util.Locale.ROOT),
            "digits", DIGITS);

    private final SecureRandom random = new SecureRandom();
    private final String region;
    private final Clock clock;

    Generated(String region, Clock clock) {
        this.region = region;
        this.clock = clock;
    }

    /** The value of a built-in name of the type table, or nothing if it is not one. */
    Optional<String> value(String name) {
        return switch (name) {
            case "region" -> Optional.of(region);
            case "account" -> Optional.of(AccessKeys.ACCOUNT);
            case "partition" -> Optional.of("aws");
            case "uuid" -> Optional.of(UUID.randomUUID().toString());
            case "now" ->
                Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            default -> {
                var matcher = RANDOM.matcher(name);
                yield matcher.matches()
                        ? Optional.of(text(matcher.group(1), Integer.parseInt(matcher.group(2))))
                        : Optional.empty();
            }
        };
    }

    /** Whether each use of a built-in name gives another value. */
    static boolean isRandom(String name) {
        return name.equals("uuid") || name.equals("now") || RANDOM.matcher(name).matches();
    }

    private String text(String alphabet, int length) {
        var characters = ALPHABETS.get(alphabet);
        if (characters == null) {
            throw new IllegalArgumentException("No alphabet " + alphabet);
        }
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
