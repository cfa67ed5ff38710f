package serai.journal.camel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import serai.model.LearningRecord;
import serai.model.trace.LogContext;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import static serai.installation.Installation.SERAI;

/** Logs events that came with other content than they are known with: at most one line a minute for each source. */
final class DifferingEventsLog {

    private static final Logger LOG = LoggerFactory.getLogger(DifferingEventsLog.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Line> last = new HashMap<>(); // by source: there are as many as the settings name

    /** When a line was written, and how many events came since that were not told. */
    private record Line(Instant at, long untold) {
    }

    DifferingEventsLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(LearningRecord event) {
        Instant now = clock.instant();
        Line before = last.get(event.source());
        if (before != null && Duration.between(before.at, now).abs().compareTo(QUIET) < 0) {
            last.put(event.source(), new Line(before.at, before.untold + 1));
            return;
        }
        String others = before == null || before.untold == 0 ? ""
                : ", and so did %s others since %s".formatted(before.untold, before.at);
        try (MDC.MDCCloseable unused = LogContext.of(event)) {
            LOG.warn("An event of {}, {}, came again with other content{}. Destinations keep what they have; "
                    + SERAI
                    + " "
                    + "dead-letters list --from {} lists it, show prints both contents, and retry takes it in as a second record.",
                    event.source(), event.type(), others, event.source());
        }
        last.put(event.source(), new Line(now, 0));
    }
}
