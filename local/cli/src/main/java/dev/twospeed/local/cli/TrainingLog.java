package dev.twospeed.local.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What a training says on its standard error: its log is progress, the rest has to be seen by everyone. */
final class TrainingLog implements Consumer<String> {
    private static final Pattern LOGGED = Pattern.compile("\\d\\d:\\d\\d:\\d\\d .*");
    private static final Pattern FIT = Pattern.compile("[\\d:]+ Fit (\\d+) of at most (\\d+), .*");

    private final Progress progress;
    private final PrintWriter failures;
    private boolean begun;

    TrainingLog(Progress progress, PrintWriter failures) {
        this.progress = progress;
        this.failures = failures;
    }

    @Override
    public void accept(String line) {
        var fit = FIT.matcher(line);
        if (fit.matches() && progress.hasBar()) {
            progress.at(Long.parseLong(fit.group(1)), Long.parseLong(fit.group(2)));
        } else if (LOGGED.matcher(line).matches()) {
            if (!begun) {
                begun = true;
                progress.at(0, 1); // Spark has started
            }
            progress.say(line);
        } else {
            progress.close();
            failures.println(line);
        }
    }
}
