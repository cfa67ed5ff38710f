package serai.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code ./serai run}: until it is told to end. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Runs Serai as application.properties describes, until SIGTERM or Ctrl-C ends it.")
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        LoadedAhead.begin();
        runUntilTold(new Runtime(new Properties()));
        return 0;
    }

    static void runUntilTold(Runtime runtime) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> {
            runtime.close();
            LoggerFactory.getLogger(RunCommand.class).info("Serai has stopped.");
            ended.countDown();
        }, "serai-stop");
        // Before the start, which may be told to end, too.
        java.lang.Runtime.getRuntime().addShutdownHook(stop);
        try {
            runtime.start();
        } catch (Exception e) {
            dismiss(stop);
            throw e;
        }
        ended.await();
    }

    private static void dismiss(Thread stop) {
        try {
            java.lang.Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            LoggerFactory.getLogger(RunCommand.class).debug("It is told to end while it fails to start", e);
        }
    }
}
