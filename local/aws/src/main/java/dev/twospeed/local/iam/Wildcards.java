package dev.twospeed.local.iam;

/** IAM's patterns: {@code *} stands for any text and {@code ?} for any one character. */
final class Wildcards {
    private static final int ARN_PARTS = 6;

    private Wildcards() {}

    static boolean match(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** As {@link #match}, part by part: a star of one part of an ARN never reaches into the next. */
    static boolean matchArn(String pattern, String arn) {
        if (pattern.equals("*")) {
            return true;
        }
        var patterns = pattern.split(":", ARN_PARTS);
        var parts = arn.split(":", ARN_PARTS);
        if (patterns.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!match(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }
}
