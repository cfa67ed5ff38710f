package serai.reload;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.check.Configuration;
import serai.check.Finding;
import serai.journal.JournalReport;
import serai.reload.ReloadOutcome.Result;
import serai.reload.configuration.ConfigurationChange;
import serai.reload.configuration.ConfigurationSnapshot;
import serai.reload.configuration.FileSignature;
import serai.settings.Settings;
import serai.webhook.IntakeGate;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/**
 * Takes over edited routes, the files that they name, and settings in a running context. First they are checked by all rules
 * of {@code ./serai check}; if a rule finds an error, nothing is exchanged. Then what has changed is exchanged. Safe for use by
 * several threads; one attempt is made at a time.
 */
public final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    /** How many times a configuration is read at most if it is edited while it is read and checked. */
    private static final int READ_MAX = 5;

    private final CamelContext context;
    private final JournalReport journal;
    private final ReloadContext process;
    private final Clock clock;
    private final Duration emptyWithin;
    private final RouteSwap swap;
    private ConfigurationSnapshot running;
    /** The configuration in the files, as the last attempt has read it. */
    private ConfigurationSnapshot seen;
    /** The signature of the files of {@link #seen}. */
    private FileSignature tried;
    private volatile ReloadOutcome last;
    /** The outcome that the running configuration came by: the last exchange, or the start. */
    private ReloadOutcome taken;
    /** The warnings of the last check. */
    private List<String> warned = List.of();
    private volatile boolean notNow;

    /**
     * Notes the configuration that runs.
     *
     * @param context     with the routes of Serai, started
     * @param gate        that all sources pass
     * @param emptyWithin how long an exchange waits for events between source and journal
     * @throws Exception if the routes' files can't be read
     */
    public Reload(CamelContext context, JournalReport journal, IntakeGate gate, ReloadContext process, Clock clock,
            Duration emptyWithin) throws Exception {
        this.context = context;
        this.journal = journal;
        this.process = process;
        this.clock = clock;
        this.emptyWithin = emptyWithin;
        this.swap = new RouteSwap(context, gate, emptyWithin);
        this.running = ConfigurationSnapshot.of(context);
        this.seen = running;
        this.tried = signature(running);
        Instant now = clock.instant();
        this.last = new ReloadOutcome(now, now, Result.STARTED, List.of(), List.of());
        this.taken = last;
    }

    /** What came of the last attempt. */
    public ReloadOutcome last() {
        return last;
    }

    /** Whether the last attempt was refused for something other than the files, so that it may succeed later. */
    boolean isToBeTriedAgain() {
        return notNow;
    }

    /** The files' signature now; if it is not {@link #tried}, they were edited since the last attempt. */
    synchronized FileSignature signature() {
        return signature(seen);
    }

    synchronized FileSignature tried() {
        return tried;
    }

    private FileSignature signature(ConfigurationSnapshot of) {
        Set<Path> others = new TreeSet<>(of.named());
        Settings.of(context).files().forEach(file -> others.add(Path.of(file)));
        return FileSignature.of(of.folder(), others);
    }

    /** Tries once; never throws. */
    public synchronized ReloadOutcome attempt() {
        ReloadOutcome before = last;
        notNow = false;
        warned = List.of();
        try {
            last = attemptNow();
        } catch (PostponedReloadException e) {
            notNow = true;
            last = refused(List.of(String.valueOf(e.getMessage())));
        } catch (Exception e) {
            last = refused(List.of(process.told(e)));
            LOG.debug("The configuration was not reloaded", e);
        }
        tell(before, last);
        return last;
    }

    private ReloadOutcome attemptNow() throws Exception {
        for (int i = 0; i < READ_MAX; i++) {
            CamelContext fresh = process.freshContext();
            try {
                FileSignature begun = signature(seen);
                ConfigurationSnapshot now = ConfigurationSnapshot.of(fresh);
                boolean edited = !signature(seen).equals(begun);
                seen = now;
                tried = signature(now);
                if (edited) {
                    continue;
                }
                ConfigurationChange change = ConfigurationChange.between(running, now);
                Set<String> atStart = SettingsAtStart.changed(running, now, process.overrides());
                if (change.isNothing() && atStart.isEmpty()) {
                    warned = taken.warned();
                    return outcome(Result.UNCHANGED, taken.told());
                }
                RemovedDestinations removed = new RemovedDestinations(journal, running, now);
                List<String> problems = problems(fresh, atStart, change);
                if (!signature(now).equals(tried)) {
                    continue; // edited meanwhile: what was checked is not what is there
                }
                if (!problems.isEmpty()) {
                    return refused(problems);
                }
                removed.requireUntroubled();
                return exchange(now, change, removed);
            } finally {
                fresh.stop();
            }
        }
        return refused(List.of("the files change all the time; try again when they don't: " + SERAI + " reload"));
    }

    private List<String> problems(CamelContext fresh, Set<String> atStart, ConfigurationChange change) throws Exception {
        List<String> problems = new ArrayList<>();
        Configuration settings = new Configuration(fresh, Set.of(), true, Map.of());
        for (String key : atStart) {
            problems.add("%s: %s needs a restart; restart Serai, or take this change back".formatted(
                    settings.settingsFiles().place(key), key));
        }
        change.in().stream().filter(routeFile -> !routeFile.notExchangeable().isEmpty()).forEach(routeFile -> problems.add(
                "%s: %s needs a restart; restart Serai, or take this change back".formatted(routeFile.name(),
                        String.join(", ", routeFile.notExchangeable()))));
        List<String> warnings = new ArrayList<>();
        for (Finding finding : process.findings(fresh)) {
            (finding.isError() ? problems : warnings)
                    .add("%s: %s [%s]".formatted(finding.place(), finding.message(), finding.rule()));
        }
        warned = List.copyOf(warnings);
        return problems;
    }

    private ReloadOutcome exchange(ConfigurationSnapshot now, ConfigurationChange change, RemovedDestinations removed)
            throws Exception {
        Map<String, Properties> before = running.files();
        // If the exchange is taken back, the destinations that it has added are removed again.
        RemovedDestinations added = new RemovedDestinations(journal, now, running);
        Exception failure = swap.swap(change, new RouteSwap.SettingsExchange() {
            @Override
            public Set<String> removed() {
                return removed.names();
            }

            @Override
            public Set<String> added() {
                return added.names();
            }

            @Override
            public void requireDelivered() throws PostponedReloadException {
                removed.requireDelivered(RemovedDestinations.tries(emptyWithin));
            }

            @Override
            public void change() {
                LiveSettings.set(context, now.files());
            }

            @Override
            public void changeBack() {
                LiveSettings.set(context, before);
            }
        });
        if (failure != null) {
            LOG.debug("The new routes can't run", failure);
            String told = (failure.getSuppressed().length == 0 ? "the new routes can't start, and the old routes run again: "
                    : "the new routes can't start, and not all of the old ones run again; restart Serai: ") + process.told(failure);
            return refused(List.of(Stream.concat(Stream.of(told), added.problems()).collect(Collectors.joining("; and "))));
        }
        running = now;
        Instant at = clock.instant();
        taken = new ReloadOutcome(at, at, Result.RELOADED, List.of(change.told()), warned);
        return taken;
    }

    private ReloadOutcome outcome(Result result, List<String> told) {
        return new ReloadOutcome(last.since(), clock.instant(), result, told, warned);
    }

    private ReloadOutcome refused(List<String> problems) {
        return outcome(Result.REFUSED, problems);
    }

    private static void tell(ReloadOutcome before, ReloadOutcome now) {
        if (now.result() != Result.UNCHANGED) {
            now.warned().stream().filter(warning -> !before.warned().contains(warning))
                    .forEach(warning -> LOG.warn("{}.", warning));
        }
        if (now.result() == Result.RELOADED) {
            LOG.info("The configuration was reloaded: {}.", now.told().get(0));
        } else if (now.isRefused() && !now.told().equals(before.told())) {
            String more = now.told().size() == 1 ? ""
                    : (" (the first of %s errors; " + SERAI + " reload shows all)").formatted(now.told().size());
            LOG.error("The edited configuration was refused, and the one of {} stays in use: {}{}.", now.since(), now.told().get(0),
                    more);
        } else if (now.result() == Result.UNCHANGED && before.isRefused()) {
            LOG.info("The configuration is that of {} again.", now.since());
        }
    }
}
