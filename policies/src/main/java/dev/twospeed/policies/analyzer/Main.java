package dev.twospeed.policies.analyzer;

import dev.twospeed.policies.rules.Pack;
import java.io.IOException;
import java.util.Optional;

/** Serves this project's pack; one of another project is as short. */
public final class Main {
    private Main() {}

    /** Run by the Pulumi engine. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
        Analyzer.serve(Pack.NAME, version, Pack.rules(), arguments);
    }
}
