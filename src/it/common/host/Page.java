package host;

import serai.journal.Balance;
import serai.journal.DestinationReport;
import serai.journal.operations.JournalOperations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of docs/embedding/, whose commands are run as they stand. */
final class Page {

    private static final Pattern COMMANDS = Pattern.compile("(?s)<!-- begin commands -->\n```sh\n(.*?)```\n");
    private static final Pattern PRINTED = Pattern.compile("(?s)<!-- begin printed -->\n```\n(.*?)```\n");
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final String text;

    Page(String name) throws Exception {
        text = Files.readString(Path.of(System.getProperty("host.pages"), name));
    }

    /** Runs the page's commands in the folder of the events. Fails unless they print what the page says. */
    void run(Map<String, String> environment) throws Exception {
        String commands = part(COMMANDS);
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", commands).redirectErrorStream(true)
                .directory(Path.of(System.getProperty("host.events")).toFile());
        shell.environment().putAll(environment);
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || !printed.equals(part(PRINTED))) {
            throw new AssertionError("the page's commands printed\n" + printed);
        }
        System.out.println(commands + printed);
    }

    /** The balances in a journal of another process. */
    static Map<String, Balance> balances(Path journal) {
        try (JournalOperations operations = JournalOperations.open(journal, Clock.systemUTC())) {
            return operations.destinations().reports().stream()
                    .collect(Collectors.toMap(DestinationReport::name, DestinationReport::balance));
        }
    }

    private String part(Pattern pattern) {
        return pattern.matcher(text).results().map((MatchResult part) -> part.group(1)).findFirst().orElseThrow();
    }

    /** Waits until every destination has got both events, and until all of them are delivered: the balance is even. */
    static void untilDelivered(Supplier<Map<String, Balance>> balances) throws InterruptedException {
        Instant end = Instant.now().plus(WITHIN);
        Map<String, Balance> even = Map.of("archive", new Balance(2, 2, 0, 0, 0), "warehouse", new Balance(2, 2, 0, 0, 0), "lrs",
                new Balance(2, 2, 0, 0, 0));
        while (!even.equals(balances.get())) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the balances are " + balances.get());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
