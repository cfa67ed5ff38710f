package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.DamagedRecordException;
import serai.journal.operations.JournalOperations;
import serai.journal.operations.people.PersonLinks;
import serai.journal.operations.people.WaitingRecord;
import serai.people.KnownPeople;
import serai.people.LinkSource;
import serai.people.LinkedPeople;
import serai.people.PeopleHealthCheck;
import serai.people.PeopleMetrics;
import serai.people.PeopleSettings;
import serai.people.PersonEnricher;
import serai.settings.Settings;
import serai.settings.known.PeopleSetting;
import serai.threads.FirstStartup;
import serai.threads.SupervisedThread;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The directory of people while Serai runs. One thread reads it, which may take minutes; another releases the records that have
 * waited for a person who is known now. That only writes rows, as an operator does, so each instance that shares a journal may
 * do it.
 */
final class PeopleRefresh implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleRefresh.class);
    /** How often links and waiting records are looked at. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** How far back a look goes for records that began to wait while the one before was made. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** How many damaged records are logged, each once. */
    private static final int TOLD_MAX = 1_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final JournalOperations operations;
    private final KnownPeople people;
    private final Duration waitMax;
    private final Clock clock;
    private final SupervisedThread reading;
    private final SupervisedThread thread;
    /** The changes that were seen last; used by {@link #thread} only, as is {@link #told}. */
    private long seen = -1;
    private final Set<String> told = new HashSet<>();

    private PeopleRefresh(JournalOperations operations, Settings settings, Clock clock) {
        this.operations = operations;
        this.waitMax = settings.days(PeopleSetting.UNMATCHED_MAX_DAYS);
        this.clock = clock;
        this.people =
                new KnownPeople(PeopleSettings.source(settings, clock), new Links(operations.links()), PeopleSettings.of(settings),
                        clock);
        this.reading = SupervisedThread.every("people-reading", Duration.ZERO, people.settings().refresh(), people::refresh);
        this.thread = SupervisedThread.begin("people", this::look);
    }

    /** Begins to read the directory if there is one. It is closed with the journal. */
    static void addTo(CamelContext context, Settings settings, OpenJournal open, RouteBeans beans, Clock clock) throws Exception {
        if (PeopleSettings.isOn(settings)) {
            PeopleRefresh begun = new PeopleRefresh(open.operations(), settings, clock);
            open.isUsedBy(begun);
            open.tellsOfPeople(begun.people::told);
            FirstStartup.of(context, new PeopleMetrics(begun.people));
            beans.bind(PersonEnricher.PEOPLE, begun.people);
            HealthCheckRegistry registry = HealthCheckRegistry.get(context);
            if (registry != null) {
                registry.register(new PeopleHealthCheck(begun.people));
            }
        }
    }

    private Duration look() {
        Instant now = clock.instant();
        people.refreshLinks();
        if (people.isRead()) {
            long changes = people.changes();
            operations.unmatched().release(changes == seen ? now.minus(OVERLAP) : Instant.EPOCH, this::goesOn,
                    this::tell);
            seen = changes;
        }
        if (!waitMax.isZero()) {
            operations.unmatched().giveUp(now.minus(waitMax));
        }
        return LOOK_EVERY;
    }

    /** Whether a record need not wait any longer: its person is known, or it names no learner, so that its route refuses it. */
    private boolean goesOn(WaitingRecord one) {
        return one.record().learner() == null || people.knows(one.record());
    }

    private void tell(DamagedRecordException damaged) {
        if (told.size() < TOLD_MAX && told.add(String.valueOf(damaged.getMessage()))) {
            LOG.warn("{}.", damaged.getMessage());
        }
    }

    @Override
    public void close() {
        reading.close();
        thread.close(CLOSE_MAX);
        operations.close();
    }

    /** The links that the journal keeps. */
    private record Links(PersonLinks links) implements LinkSource {

        @Override
        public Object version() {
            return links.version();
        }

        @Override
        public LinkedPeople read() {
            Object version = links.version(); // first, so that a link that is made meanwhile is read the next time
            return new LinkedPeople(version, links.all().stream()
                    .collect(Collectors.toMap(link -> LinkedPeople.key(link.platform(), link.learner()), link -> link.person())));
        }
    }
}
