package studio.unclip.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A command as the whole life of this process: Ctrl-C cancels it, its exit code becomes the process's. */
final class CommandLineProcess {
    /** Ctrl-C ends the process within a second: this long for an orderly end, the rest for the JVM's own. */
    private static final long ORDERLY_END_MILLIS = 700;

    private CommandLineProcess() {}

    /** Runs the command and ends the process. */
    static void run(CommandLineHost host, String... arguments) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOrderly(host.interruption(), ended), "ctrl-c"));
        int exitCode = new CommandLineRun(host).execute(arguments);
        ended.countDown();
        // After Ctrl-C this waits for the shutdown under way, which answers 130 (128 + SIGINT) by itself.
        System.exit(exitCode);
    }

    /** On the shutdown thread, which also runs at an ordinary exit; there is nothing left to cancel then. */
    private static void endOrderly(Interruption interruption, CountDownLatch ended) {
        interruption.request();
        try {
            boolean _ = ended.await(ORDERLY_END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
