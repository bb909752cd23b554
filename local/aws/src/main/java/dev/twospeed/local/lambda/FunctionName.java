package dev.twospeed.local.lambda;

import dev.twospeed.local.resource.AwsError;
import java.util.regex.Pattern;

/**
 * How callers name a function: name, name:qualifier, ARN, ARN:qualifier.
 *
 * @param qualifier a version, an alias or {@code $LATEST}
 */
record FunctionName(String name, String qualifier) {
    private static final Pattern SHAPE =
            Pattern.compile("(?:arn:aws[^:]*:lambda:[^:]*:\\d*:function:)?([A-Za-z0-9_-]+)(?::([A-Za-z0-9_$-]+))?");

    static FunctionName parse(String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            throw new AwsError(400, "ValidationException", "'" + text + "' is no function name and no function ARN");
        }
        return new FunctionName(match.group(1), match.group(2) == null ? FunctionSpec.LATEST : match.group(2));
    }

    /** The same function by another qualifier; an empty one changes nothing. */
    FunctionName at(String other) {
        return other.isEmpty() ? this : new FunctionName(name, other);
    }

    /** Such as {@code transform:live}. */
    @Override
    public String toString() {
        return name + ":" + qualifier;
    }
}
