package dev.twospeed.stacks.common;

import com.pulumi.exceptions.RunException;
import java.util.List;

/** What a person did wrong, as the engine shows it: a sentence, no stack trace. */
public final class Faults {
    private Faults() {}

    /** An exception that ends the program with one sentence. */
    public static RunException sentence(String sentence) {
        return new RunException(sentence);
    }

    /** An exception that ends the program with a heading and one line for each fault. */
    public static RunException list(String heading, List<String> faults) {
        return new RunException(heading + "\n  - " + String.join("\n  - ", faults));
    }
}
