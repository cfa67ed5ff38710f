package serai.testkit.process;

import serai.cli.run.RunCommand;
import serai.cli.run.StandaloneRuntime;
import serai.cli.terminal.Logging;

import java.time.Clock;
import java.time.Duration;
import java.util.Properties;

/** {@code serai run} in a process whose clock is ahead: the only argument says by how many milliseconds. */
public final class RunAtAnotherTime {

    private RunAtAnotherTime() {
    }

    public static void main(String[] args) throws Exception {
        Logging.begin();
        Duration ahead = Duration.ofMillis(Long.parseLong(args[0]));
        RunCommand.runUntilTold(new StandaloneRuntime(new Properties(), Clock.offset(Clock.systemUTC(), ahead)));
    }
}
