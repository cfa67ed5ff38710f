package serai.cli.operate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import serai.cli.terminal.RateConverter;
import serai.journal.operations.ReplayRate;

import java.time.Clock;

/** The options for the rate, and for a dry run. */
public final class RateOptions {

    @Option(names = "--dry-run", description = "Only print how many records would be sent.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N/s", converter = RateConverter.class,
            description = "Send at most this many records a second, such as 10/s (default: no limit).")
    private @Nullable Integer rate;

    public boolean isDryRun() {
        return dryRun;
    }

    public boolean hasRate() {
        return rate != null;
    }

    public ReplayRate pace(Clock clock) {
        return rate == null ? ReplayRate.atOnce(clock.instant()) : ReplayRate.of(clock.instant(), rate);
    }
}
