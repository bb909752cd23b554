package dev.twospeed.stacks.common;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a stack's outputs. A new output raises {@code minor}; a changed or removed one raises {@code major}.
 */
public record ContractVersion(int major, int minor) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

    /** Reads {@code major.minor}; empty if the text is something else. */
    public static Optional<ContractVersion> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new ContractVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether a reader written against {@code needed} can read outputs of this version. */
    public boolean serves(ContractVersion needed) {
        return major == needed.major && minor >= needed.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
