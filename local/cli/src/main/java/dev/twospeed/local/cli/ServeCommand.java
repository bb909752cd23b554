package dev.twospeed.local.cli;

import dev.twospeed.local.EmbeddedAws;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** The process behind {@code start}: runs the embedded AWS until it is told to end. */
@Command(name = "serve", hidden = true, description = "Run the embedded AWS in the foreground.")
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var aws = EmbeddedAws.start(Main.root());
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
        ended.await();
        return 0;
    }
}
