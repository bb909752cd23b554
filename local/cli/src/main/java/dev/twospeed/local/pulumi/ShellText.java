package dev.twospeed.local.pulumi;

/** Text for a POSIX shell. */
final class ShellText {
    private ShellText() {}

    /** The text as one word that the shell takes as it is. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
