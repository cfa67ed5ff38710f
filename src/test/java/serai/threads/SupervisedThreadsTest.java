package serai.threads;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every thread, timer and pool of the product is a {@link SupervisedThread}, or stands here with the reason why it may die or
 * can't: one that is made elsewhere must not be able to end in silence.
 */
class SupervisedThreadsTest {

    private static final Path MAIN = Path.of("src/main/java/serai");
    private static final Pattern MAKES_A_THREAD = Pattern.compile("new (Thread|Timer|ThreadPoolExecutor|ScheduledThreadPoolExecutor"
            + "|ForkJoinPool)\\b|\\bextends Thread\\b|\\bExecutors\\.|\\bnew\\w*(ThreadPool|ThreadExecutor|ScheduledExecutor)\\w*\\("
            + "|setPeriodic\\(|setTimer\\(|delayedExecutor\\(|runAsync\\(|supplyAsync\\(|parallelStream\\(|\\.parallel\\(\\)"
            + "|DaemonThreads\\.|startVirtualThread|ofVirtual\\(|ofPlatform\\(|scheduleAtFixedRate\\(|scheduleWithFixedDelay\\(|\\bSchedulers\\.");

    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("threads/SupervisedThread.java", "makes them"),
            Map.entry("threads/SupervisedTasks.java", "makes them"),
            Map.entry("threads/DaemonThreads.java", "makes them, for those that are listed here"),
            Map.entry("journal/camel/JournalConsumer.java",
                    "the pool beside a delivery: each task is a future that the delivery waits "
                            + "for, so its failure is the delivery's; the pool replaces a thread that ends"),
            Map.entry("journal/delivery/PagePrefetch.java", "a future on that pool, whose failure is thrown where it is joined"),
            Map.entry("journal/delivery/page/ConcurrentTypes.java", "futures on that pool, waited for and thrown"),
            Map.entry("destinations/deadlines/Deadlines.java",
                    "a task for each attempt that is done once at the most: one that fails costs no other, and "
                            + "the pool replaces a thread that ends"),
            Map.entry("destinations/database/TimedConnection.java",
                    "aborts one connection, once; where that fails, the driver's own time-out ends it"),
            Map.entry("webhook/authentication/CredentialsVerifier.java",
                    "pools of Camel's: each task answers one request, which has a deadline of its own"),
            Map.entry("console/Console.java",
                    "a pool of Camel's: each task answers one request, whatever fails in it"),
            Map.entry("webhook/server/ServerTls.java",
                    "Vert.x: a handler that fails is told and ends no timer; the next look is set however the last one ended"),
            Map.entry("webhook/connections/Connections.java", "Vert.x: a handler that fails is told and ends no timer"),
            Map.entry("webhook/server/WaitingRequests.java",
                    "Vert.x: ends one request's wait, once; where it fails the request's own time-out answers it"),
            Map.entry("settings/VaultAnswer.java",
                    "asks a vault once; whoever reads the setting waits for it, and throws its failure"),
            Map.entry("doctor/Doctor.java", "a pool of futures, each with a deadline, that a command waits for"),
            Map.entry("sandbox/servicebus/ServiceBusNamespace.java", "the stand-in for Service Bus, which nobody runs for real"),
            Map.entry("sandbox/web/Faults.java", "the stand-in for an LRS, which nobody runs for real"),
            Map.entry("cli/simulate/PacedPublisher.java", "the simulator's pace, waited for by its command"),
            Map.entry("cli/simulate/SandboxCommand.java", "ends the process"),
            Map.entry("cli/simulate/SimulatePlatform.java", "ends the process"),
            Map.entry("cli/run/RunCommand.java", "ends the process"),
            Map.entry("cli/run/PreloadedClasses.java", "loads classes ahead, once; where it fails whoever needs them says so"));

    @Test
    void everyThreadLivesOrIsListedWithTheReason() throws IOException {
        Map<String, List<String>> made = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.strip().startsWith("*"))
                        .filter(line -> !line.startsWith("import ")).filter(line -> MAKES_A_THREAD.matcher(line).find())
                        .map(String::strip).toList();
                if (!lines.isEmpty()) {
                    made.put(MAIN.relativize(file).toString().replace('\\', '/'), lines);
                }
            }
        }

        Map<String, List<String>> unknown = new TreeMap<>(made);
        unknown.keySet().removeAll(ALLOWED.keySet());
        assertThat(unknown).as("threads that are no SupervisedThread; make them by it, or list them here with the reason")
                .isEmpty();
        assertThat(new TreeSet<>(ALLOWED.keySet())).as("listed, and makes none any more").isSubsetOf(made.keySet());
    }
}
