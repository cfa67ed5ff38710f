package serai.cli.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.threads.SupervisedThread;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notifies systemd that the service runs ({@code Type=notify}), and from then on that it lives ({@code WatchdogSec}). It calls the
 * program {@code systemd-notify}, since systemd's socket is a datagram socket with a path, which Java does not have.
 */
final class SystemdNotifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifications.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How many notices are sent within the watchdog's time, so that a late one does no harm. */
    private static final int TIMES = 3;

    private final String program;
    private final Optional<Duration> watchdog;
    private volatile @Nullable SupervisedThread living; // null unless it tells that the service lives

    private SystemdNotifications(String program, Optional<Duration> watchdog) {
        this.program = program;
        this.watchdog = watchdog;
    }

    /** Empty if this process is no service of systemd's, or if systemd expects no notices of it. */
    static Optional<SystemdNotifications> of(Map<String, String> environment) {
        return of(environment, "systemd-notify");
    }

    static Optional<SystemdNotifications> of(Map<String, String> environment, String program) {
        String microseconds = environment.getOrDefault("WATCHDOG_USEC", "");
        return environment.containsKey("NOTIFY_SOCKET") ? Optional.of(new SystemdNotifications(program,
                microseconds.matches("[1-9]\\d{0,15}") ? Optional.of(Duration.ofNanos(Long.parseLong(microseconds) * 1_000))
                        : Optional.empty()))
                : Optional.empty();
    }

    /**
     * Notifies systemd that the service runs, and begins to notify it that the service lives.
     *
     * @param alive ends without an exception while the service lives
     */
    void begin(SupervisedThread.Task alive) throws InterruptedException {
        if (!tell("READY=1")) {
            LOG.warn("systemd could not be told that Serai runs, and will end it at the unit's TimeoutStartSec; is {} there, and "
                    + "has the unit NotifyAccess=all?", program);
        }
        watchdog.ifPresent(time -> living = SupervisedThread.begin("systemd-watchdog", () -> {
            alive.run();
            tell("WATCHDOG=1");
            return time.dividedBy(TIMES);
        }));
    }

    /** Ends the notices that the service lives; systemd expects none while the service stops. */
    @Override
    public void close() {
        SupervisedThread ending = living;
        if (ending != null) {
            ending.close(PATIENCE);
        }
    }

    private boolean tell(String notice) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(program, notice).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return false;
        }
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }
}
