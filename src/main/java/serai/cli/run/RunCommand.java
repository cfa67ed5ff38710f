package serai.cli.run;

import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.terminal.Version;
import serai.settings.known.LogSetting;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code ./serai run}: runs Serai until the process is told to end. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Runs Serai as application.properties describes, until SIGTERM or Ctrl-C ends it.")
public final class RunCommand implements Callable<Integer> {

    @Option(names = "--log", paramLabel = "ROUTE",
            description = "Log each step of that route, with the headers and the beginning of the body where they have changed; may be given "
                    + "several times. "
                    + "The route's id, or the name of its destination or source. Personal data are masked.")
    private List<String> logged = List.of();

    @Option(names = "--log-all", description = "Show all headers and more of the body in each of those lines, changed or not.")
    private boolean all;

    @Option(names = "--log-personal", description = "Do not mask personal data in those lines. Secrets are masked all the same.")
    private boolean personal;

    @Override
    public Integer call() throws Exception {
        PreloadedClasses.begin();
        Properties overrides = new Properties();
        if (!logged.isEmpty()) {
            overrides.setProperty(LogSetting.ROUTES.key(), String.join(",", logged).replace("route=", ""));
        }
        if (all) {
            overrides.setProperty(LogSetting.DETAIL.key(), "all");
        }
        if (personal) {
            overrides.setProperty(LogSetting.PERSONAL.key(), "true");
        }
        runUntilTold(new StandaloneRuntime(overrides));
        return 0;
    }

    public static void runUntilTold(StandaloneRuntime runtime) throws Exception {
        Optional<SystemdNotifications> systemd = SystemdNotifications.of(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            systemd.ifPresent(SystemdNotifications::close);
            if (runtime.isRunning()) { // while Serai starts, nothing is in flight to wait for
                runtime.close();
                LoggerFactory.getLogger(RunCommand.class).info("Serai has stopped.");
            }
        }, "serai-stop"));
        runtime.start();
        if (systemd.isPresent()) {
            systemd.get().begin(new Liveness(runtime.context()));
        }
        new CountDownLatch(1).await();
    }
}
