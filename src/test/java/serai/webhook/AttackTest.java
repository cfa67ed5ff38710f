package serai.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.journal.Balance;
import serai.passwords.PasswordHash;
import serai.sandbox.SandboxHttp;
import serai.sandbox.lrs.LearningRecordStore;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.testkit.Kept;
import serai.testkit.Skipped;
import serai.testkit.http.SelfSigned;
import serai.testkit.process.Audit;
import serai.testkit.process.Publishers;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Attackers of every kind at once, and publishers that keep within the documented bounds beside them, at a Serai with 256 MB and
 * HTTPS in a process of its own. {@code -Dserai.attack.minutes=} says for how long: an hour in the campaign, not at all in the
 * build, which has no time for it, and some seconds where nobody says anything.
 */
class AttackTest {

    private static final Long MINUTES = Long.getLong("serai.attack.minutes");
    private static final Duration LENGTH = MINUTES == null ? Duration.ofSeconds(5) : Duration.ofMinutes(MINUTES);
    /** More than publishers send in that time: an LRS that forgets the oldest would seem to have lost them. */
    private static final int EVENTS_MAX = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60).plus(LENGTH.dividedBy(4));

    @TempDir
    private Path path;

    @Test
    void everybodyWhoMaySendIsServedWhateverTheOthersDo() throws Exception {
        Skipped.unless(!LENGTH.isZero(),
                "NOTHING WAS ATTACKED: a build has no time for it; -Dserai.attack.minutes=1 or -Pcampaign does");
        LearningRecordStore lrs = new LearningRecordStore(Clock.systemUTC(), EVENTS_MAX);
        try (SandboxHttp http = new SandboxHttp("127.0.0.1", 0, lrs, new PraesidiumTestEndpoint()).start()) {
            SeraiFolder folder = folder().with("serai.lrs.url", http.uri() + "/lrs");
            Attackers attackers = new Attackers(folder.webhook().getPort());
            Publishers publishers = new Publishers(folder.webhook().getPort());
            try (SeraiProcess serai = folder.start("run").untilRunning()) {
                try (attackers; publishers) {
                    publishers.begin();
                    attackers.begin();
                    serai.runsFor(LENGTH);
                }
                System.out.printf("%s s of attack, -Xmx256m, %s%n%s%n%s%n", LENGTH.toSeconds(), peak(serai), publishers, attackers);

                assertThat(publishers.refused()).as("events within the bounds that were not accepted at once").isEmpty();
                assertThat(publishers.accepted()).hasSizeGreaterThanOrEqualTo((int) LENGTH.toSeconds());
                assertThat(attackers.letIn()).as("what should have been refused, and was not").isEmpty();
                assertThat(serai.errors()).doesNotContain("java.lang.OutOfMemoryError");
                await().atMost(PATIENCE).until(() -> new Kept(folder.data()).balances().values().stream()
                        .allMatch(Balance::isDelivered));
                assertThat(serai.terminate().exitCode()).isEqualTo(143);
            }
            Audit audit = new Audit(new Kept(folder.data()));
            audit.findsEverywhereOnce(publishers.accepted(), http.lrs());
            audit.findsTheBooksEven();
        }
    }

    private SeraiFolder folder() throws Exception {
        SelfSigned certificate = new SelfSigned(path, "webhook", "EC");
        Path users = Files.writeString(path.resolve("users"),
                Publishers.NAME + ":" + PasswordHash.create(Publishers.PASSWORD).text() + "\n");
        return new SeraiFolder(path).withVariable("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError")
                .with("serai.mct.enabled", "false").with("serai.praesidium.users", users.toString())
                .with("serai.webhook.tls.certificate", certificate.pkcs12().toString())
                .with("serai.webhook.tls.password", SelfSigned.PASSWORD);
    }

    /** The most memory that it ever had, as Linux counts it. */
    private static String peak(SeraiProcess serai) throws Exception {
        Path status = Path.of("/proc", String.valueOf(serai.pid()), "status");
        List<String> lines = Files.exists(status) ? Files.readAllLines(status, UTF_8) : List.of();
        return lines.stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("VmHWM: not known").replaceAll("\\s+",
                " ");
    }
}
