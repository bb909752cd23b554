package dev.twospeed.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twospeed.local.ShellRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * Someone who reads the documents and types what they say, in a checkout.
 *
 * <p>{@code DocumentedCommandsTest} finds in the sources of tests what is typed, so commands stand there as literals: as in {@link
 * Documents.Command#filledIn}.
 */
public final class Reader {
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+");
    /** What a shell does nothing with but to split it into words. */
    private static final Pattern PLAIN = Pattern.compile("\\./twospeed( (\"[^\"$]*\"|[\\w.,:/-]+))+");

    private static final Pattern FILE = Pattern.compile("model|[\\w/-]+\\.(csv|csv\\.gz|json|jsonl|sarif|xml|html)");

    private final Path checkout;
    private final Path files;
    private final List<String> documented;
    private final String before;
    private final boolean always;

    private Reader(Path checkout, Path files, List<String> documented, String before, boolean always) {
        this.checkout = checkout;
        this.files = files;
        this.documented = documented;
        this.before = before;
        this.always = always;
    }

    /** Runs the command line in this JVM, which is faster, and a shell for what only a shell can do. */
    public static Reader in(Path checkout) throws Exception {
        var documented = new Documents(checkout)
                .commands().stream().map(Documents.Command::filledIn).toList();
        return new Reader(checkout, checkout, documented, "", false);
    }

    /** Uses the shell for all. */
    public Reader inShell() {
        return new Reader(checkout, files, documented, before, true);
    }

    /** Keeps the files that commands name in another folder, where no shell is used. */
    public Reader withFilesIn(Path folder) {
        return new Reader(checkout, folder, documented, before, always);
    }

    /** After a command of the documents in the same shell. */
    public Reader having(String command) {
        return after(typed(command));
    }

    /** After other commands in the same shell. */
    public Reader after(String commands) {
        return new Reader(checkout, files, documented, before + commands + " && ", always);
    }

    /**
     * Runs a command of the documents.
     *
     * @param places pairs: a part of the command and what is typed for it
     */
    public ShellRun types(String command, String... places) throws Exception {
        var typed = typed(command, places);
        if (always || !PLAIN.matcher(typed).matches()) {
            return ShellRun.of(checkout, before + typed);
        }
        var text = new StringWriter();
        return new ShellRun(execute(typed, text), text.toString());
    }

    /** The same, where it has to be done. */
    public String does(String command, String... places) throws Exception {
        var run = types(command, places);
        assertThat(run.exit()).as("%s%n%s", command, run.text()).isZero();
        return run.text();
    }

    /** Runs a command that does not end by itself until it has printed a text, and then interrupts it. */
    public String watches(String command, String awaited, String... places) throws InterruptedException {
        var typed = typed(command, places);
        var shown = new CompletableFuture<Boolean>();
        var text = new StringWriter() {
            @Override
            public void flush() {
                if (toString().contains(awaited)) {
                    shown.complete(true);
                }
            }
        };
        var thread = new Thread(() -> {
            execute(typed, text);
            shown.complete(false);
        });
        thread.start();
        assertThat(shown.join()).as("%s%n%s", command, text).isTrue();
        thread.interrupt();
        thread.join();
        return text.toString();
    }

    private String typed(String command, String... places) {
        assertThat(documented.contains(command))
                .as("a document shows %s", command)
                .isTrue();
        var typed = command;
        for (var i = 0; i < places.length; i += 2) {
            assertThat(typed).as("has a place %s", places[i]).contains(places[i]);
            typed = typed.replace(places[i], places[i + 1]);
        }
        return typed;
    }

    private int execute(String typed, StringWriter text) {
        var words = new ArrayList<String>();
        WORD.matcher(typed).results().skip(1).forEach(word -> {
            var isFile = !words.isEmpty() && FILE.matcher(word.group()).matches();
            words.add(
                    isFile
                            ? files.resolve(word.group()).toString()
                            : word.group().replace("\"", ""));
        });
        var original = System.setProperty("twospeed.root", checkout.toString());
        try {
            var writer = new PrintWriter(text, true);
            return Main.commandLine().setOut(writer).setErr(writer).execute(words.toArray(String[]::new));
        } finally {
            System.setProperty("twospeed.root", original);
        }
    }
}
