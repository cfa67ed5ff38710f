package serai.cli.run;

import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import serai.cli.terminal.Version;

import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code ./serai run}: runs Serai until the process is told to end. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs Serai as application.properties describes, until SIGTERM or Ctrl-C ends it.")
public final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        ClassPreloader.begin();
        runUntilTold(new StandaloneRuntime(new Properties()));
        return 0;
    }

    public static void runUntilTold(StandaloneRuntime runtime) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (runtime.isRunning()) { // while Serai starts, nothing is in flight to wait for
                runtime.close();
                LoggerFactory.getLogger(RunCommand.class).info("Serai has stopped.");
            }
        }, "serai-stop"));
        runtime.start();
        new CountDownLatch(1).await();
    }
}
