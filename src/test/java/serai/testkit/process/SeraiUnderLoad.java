package serai.testkit.process;

import serai.journal.Balance;
import serai.sandbox.SandboxHttp;
import serai.sandbox.servicebus.NamespaceBuilder;
import serai.sandbox.servicebus.ServiceBusNamespace;
import serai.sandbox.servicebus.queue.EntityCounts;
import serai.testkit.EmbeddedSerai;
import serai.testkit.Kept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Serai as a process, with both platforms publishing and a broker and an LRS that live on when it ends. */
public final class SeraiUnderLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So short that what a killed process had in hand comes again soon. */
    private static final Duration LOCK = Duration.ofSeconds(3);

    /** Kills follow each other faster than any platform's restarts, and each may come while the same message is in hand. */
    private static final int DELIVERIES_MAX = 1_000;

    private final SeraiFolder folder;
    private final ServiceBusNamespace namespace;
    private final SandboxHttp http;
    private SimulatedPlatforms platforms;
    /** The end of the day on which the processes begin, by their own clock (UTC). */
    private final Instant endOfDay = LocalDate.now(ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private Duration ahead = Duration.ZERO;
    private Instant midnight = Instant.MIN;

    public SeraiUnderLoad(Path path) throws IOException {
        namespace = new NamespaceBuilder().port(0).topic(EmbeddedSerai.TOPIC, "serai").lockDuration(LOCK)
                .maxDeliveryCount(DELIVERIES_MAX).build().start();
        http = SimulatedPlatforms.http().start();
        folder = new SeraiFolder(path)
                .with("serai.servicebus.connection", namespace.connectionString())
                .with("serai.lrs.url", http.uri() + "/lrs");
    }

    /** Lets midnight (UTC) come that time from now, for the processes that are started from now on. */
    public void midnightIn(Duration time) {
        midnight = Instant.now().plus(time);
        ahead = Duration.between(midnight, endOfDay);
    }

    public void begin() throws IOException {
        platforms = new SimulatedPlatforms(folder.webhook(), namespace);
    }

    /** With routes of its own, which a test may edit. */
    public SeraiUnderLoad withRoutes(Path routes) {
        folder.with("serai.routes", "file:" + routes);
        return this;
    }

    public Path data() {
        return folder.data();
    }

    /** A process that begins to start. */
    public SeraiProcess start() throws IOException {
        return ahead.isZero() ? folder.start("run") : folder.startAhead(ahead);
    }

    /** A process that takes events in from now on. */
    public SeraiProcess run() throws IOException {
        SeraiProcess process = start().untilRunning();
        int before = platforms.accepted().size();
        await().atMost(PATIENCE).until(() -> platforms.accepted().size() > before);
        return process;
    }

    /** The days that the archive has a folder of, by the processes' own clock. */
    public List<String> daysOfTheArchive() throws IOException {
        Path archive = folder.data().resolve("archive");
        if (Files.notExists(archive)) {
            return List.of();
        }
        try (Stream<Path> days = Files.list(archive)) {
            return days.filter(Files::isDirectory).map(day -> day.getFileName().toString()).sorted().toList();
        }
    }

    public SimulatedPlatforms platforms() {
        return platforms;
    }

    public EntityCounts broker() {
        return namespace.counts(EmbeddedSerai.SUBSCRIPTION);
    }

    /** Runs it once more, ends the load (after midnight, where one was to come), waits until all is delivered, and recounts. */
    public void deliversTheRest() throws Exception {
        try (SeraiProcess process = run()) {
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(midnight.plusSeconds(1)));
            platforms.end();
            await().atMost(PATIENCE).until(() -> broker().active() == 0 && broker().locked() == 0);
            await().atMost(PATIENCE).until(() -> new Kept(folder.data()).balances().values().stream()
                    .allMatch(Balance::isDelivered));
            assertThat(process.terminate().exitCode()).isEqualTo(143);
            assertThat(platforms.answers()).as("also while the process starts or stops: " + process.errors()).isSubsetOf(202, 503);
        }
        assertThat(broker().deadLettered()).isZero();
        assertThat(broker().completed()).isEqualTo(platforms.sent().size());
        Set<String> acknowledged = new HashSet<>(platforms.accepted());
        acknowledged.addAll(platforms.sent());
        Audit audit = new Audit(new Kept(folder.data()));
        audit.findsEverywhereOnce(acknowledged, http.lrs());
        audit.findsTheBooksEven();
        System.out.printf("%s events accepted, %s sent, %s requests cut off, answers %s%n", platforms.accepted().size(),
                platforms.sent().size(), platforms.failures(), platforms.answers());
    }

    @Override
    public void close() {
        if (platforms != null) {
            platforms.close();
        }
        namespace.close();
        http.close();
    }
}
