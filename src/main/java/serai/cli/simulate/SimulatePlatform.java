package serai.cli.simulate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.publish.PublishOutcome;
import serai.cli.publish.PublishTarget;
import serai.cli.terminal.Confirmation;
import serai.cli.terminal.CountText;
import serai.cli.terminal.RateConverter;
import serai.model.Platform;
import serai.sandbox.platforms.Fault;
import serai.sandbox.platforms.PublishedEvent;
import serai.sandbox.platforms.SimulatedLearners;
import serai.sandbox.platforms.SimulatedOrganisation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Simulates learners of one platform. The sent events are printed to standard output, the progress to standard error. */
abstract class SimulatePlatform extends OperatorCommand {

    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int END_SECONDS_MAX = 15;
    private static final int SEEDS = 1_000_000;

    @Option(names = "--learners", paramLabel = "N", defaultValue = "10",
            description = "How many learners, up to " + SimulatedLearners.LEARNERS_MAX + " (default: ${DEFAULT-VALUE}).")
    private int learners;

    @Option(names = "--rate", paramLabel = "N/s", converter = Rate.class, defaultValue = "0",
            description = "Send at most this many events a second, such as 10/s (default: no limit).")
    private int rate;

    @Option(names = "--seed", paramLabel = "NUMBER",
            description = "Makes the same events again, byte for byte (default: a new one each time, printed on standard error).")
    private @Nullable Long seed;

    @Option(names = "--faults", paramLabel = "FAULT=SHARE", converter = FaultRates.Percent.class,
            description = "Share of events with each fault, such as duplicates=1%%,malformed=0.1%%,out-of-order=5%%. 'duplicates' "
                    + "are sent twice, 'differs' twice with another name, 'malformed' are not events, 'out-of-order' come after "
                    + "their learner's next one.")
    private FaultRates faults = FaultRates.NONE;

    @Option(names = "--people", paramLabel = "FOLDER",
            description = "The learners are employees of an organisation, after a year of joiners, leavers, changed addresses and "
                    + "typing errors. Its directory is written to this folder (people.csv, for serai.people), and the truth: which "
                    + "person each account belongs to, and by what a match finds that person (truth-PLATFORM.csv); and the links "
                    + "of those whom nothing finds "
                    + "(links-PLATFORM.csv, for people import --unknown).")
    private @Nullable Path people;

    @Option(names = "--yes", description = "Don't ask before sending to another machine.")
    private boolean yes;

    private final Map<Fault, Long> sent = new EnumMap<>(Fault.class);
    private long refused;
    private long toldAt = System.nanoTime();

    abstract Platform platform();

    /** The target to which the platform publishes. */
    abstract PublishTarget recipient(CommandContext command) throws IOException;

    @Override
    protected void work(CommandContext command) throws Exception {
        if (learners < 1 || learners > SimulatedLearners.LEARNERS_MAX) {
            throw new ParameterException(spec().commandLine(), "--learners: %s is not from 1 to %s".formatted(learners,
                    SimulatedLearners.LEARNERS_MAX));
        }
        long chosen = seed == null ? new Random().nextInt(SEEDS) : seed;
        try (PublishTarget recipient = recipient(command)) {
            if (!recipient.isHere() && !yes) {
                Confirmation.require(err(), "%s will get invented events of %s, and deliver them like real ones."
                        .formatted(recipient.address(), CountText.of(learners, "learner")));
            }
            send(recipient, events(chosen), chosen);
        }
    }

    private SimulatedLearners events(long chosen) throws IOException {
        if (people == null) {
            return new SimulatedLearners(platform(), chosen, learners, faults.byFault());
        }
        SimulatedOrganisation organisation = new SimulatedOrganisation(chosen, learners);
        OrganisationFiles.write(people, platform(), organisation);
        err().printf(Locale.ROOT, "%s has the directory for serai.people; which person each account belongs to, and by what a "
                + "match finds that person: %s%n",
                people.resolve(OrganisationFiles.DIRECTORY), organisation.counts(platform()).entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey()).collect(Collectors.joining(", ")));
        return new SimulatedLearners(platform(), chosen, learners, faults.byFault(), organisation);
    }

    private void send(PublishTarget recipient, SimulatedLearners events, long chosen) throws IOException, InterruptedException {
        err().printf(Locale.ROOT, "To repeat: --learners %s --seed %s%s%n", learners, chosen,
                people == null ? "" : " --people " + people);
        err().flush();
        PacedPublisher sending = new PacedPublisher(recipient, rate, this::sent);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endEarly(sending, ended), "simulate-stop"));
        long begun = System.nanoTime();
        try {
            sending.send(events);
        } finally {
            out().flush();
            double seconds = (System.nanoTime() - begun) / 1e9;
            err().printf(Locale.ROOT, "%s sent to %s in %.1f s: %s; %d refused, %d sent again%n", CountText.of(total(), "event"),
                    recipient.address(), seconds, sent.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey().word()).collect(Collectors.joining(", ")),
                    refused, sending.again());
            err().flush();
            ended.countDown();
        }
    }

    /** On Ctrl-C, waits until the events in flight have their outcomes and are counted. */
    private static void endEarly(PacedPublisher sending, CountDownLatch ended) {
        sending.stop();
        try {
            ended.await(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sent(PublishedEvent event, PublishOutcome reception) {
        out().printf(Locale.ROOT, "{\"key\":\"%s\",\"type\":\"%s\",\"fault\":\"%s\"}%n", event.key(), event.type(),
                event.fault().word());
        sent.merge(event.fault(), 1L, Long::sum);
        refused += reception == PublishOutcome.REFUSED ? 1 : 0;
        if (System.nanoTime() - toldAt > TELL_EVERY_NANOS) {
            toldAt = System.nanoTime();
            err().printf(Locale.ROOT, "%s sent%n", total());
            err().flush();
        }
    }

    private long total() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /** Parses a rate; 0 means as fast as events are accepted. */
    static final class Rate implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            return text.equals("0") ? 0 : new RateConverter().convert(text);
        }
    }
}
