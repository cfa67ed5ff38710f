package serai.cli;

import picocli.CommandLine.Option;
import serai.journal.Pace;

import java.time.Clock;

/** How fast, and whether at all. */
final class PaceOptions {

    @Option(names = "--dry-run", description = "Only tell how many records it would be.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N/s", converter = PerSecond.class,
            description = "Send so many records a second at the most, such as 10/s; otherwise as fast as they are taken.")
    private Integer rate;

    boolean isDryRun() {
        return dryRun;
    }

    boolean hasRate() {
        return rate != null;
    }

    Pace pace(Clock clock) {
        return rate == null ? Pace.atOnce(clock.instant()) : Pace.of(clock.instant(), rate);
    }
}
