package serai.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.Setting;
import serai.Settings;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./serai praesidium-test}: Praesidium's own test endpoint (Event Publishing Specification, "Testing"). */
@Command(name = "praesidium-test", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Asks Praesidium's test endpoint to publish the completion of a course to the webhook, and waits until "
                + "the Serai that runs here has it. It watches the counters of the source: of several events that come "
                + "meanwhile it tells the first.")
final class PraesidiumTestCommand extends OperatorCommand {

    private static final SourceCounts NOTHING = new SourceCounts(0, 0, 0, 0);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int LOOK_EVERY_MS = 50;
    private static final int SHOWN_MAX = 200;

    @Option(names = "--sku", required = true, description = "SKU of the course.")
    private String sku;

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "E-mail address of the user.")
    private String email;

    @Option(names = "--url", description = "Where Praesidium is to publish to. It stays so, for every event of yours, until it "
            + "is changed again; so you are asked first.")
    private URI url;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for the event (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    void work(Workplace workplace) throws Exception {
        Settings settings = workplace.settings();
        String body = body(settings, LocalDateTime.ofInstant(workplace.clock().instant(), ZoneOffset.UTC));
        SourceCounts before = counts(workplace);
        requireConsent();
        long sent = System.nanoTime();
        ask(URI.create(settings.text(Setting.PRAESIDIUM_TEST_URL)), body);
        out().printf("Praesidium has answered success after %d ms%n", milliseconds(sent));
        out().flush();
        out().printf("%s after %d ms%n", come(workplace, before, sent), milliseconds(sent));
    }

    private String body(Settings settings, LocalDateTime now) throws IOException {
        Map<String, String> action = new LinkedHashMap<>();
        action.put("client_id", required(settings, Setting.PRAESIDIUM_TEST_CLIENT_ID));
        action.put("user_guid", required(settings, Setting.PRAESIDIUM_TEST_USER_GUID));
        action.put("email", email);
        action.put("location_guid", required(settings, Setting.PRAESIDIUM_TEST_LOCATION_GUID));
        action.put("courseSku", sku);
        action.put("date", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now.truncatedTo(ChronoUnit.SECONDS)));
        if (url != null) {
            action.put("url", url.toString());
        }
        return JsonMapper.builder().build().writeValueAsString(action);
    }

    private static String required(Settings settings, Setting setting) {
        String value = settings.text(setting);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("%s is not set; set %s, which Praesidium has given you"
                    .formatted(setting.key(), setting.meaning()));
        }
        return value;
    }

    /** Nothing is sent before it returns. */
    private void requireConsent() throws IOException {
        if (url == null || yes) {
            return;
        }
        out().printf("From now on Praesidium will publish every event of yours to %s, until that is changed again.%n"
                + "Go on? [y/N] ", url);
        out().flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new IllegalStateException("nothing was sent; answer y, or give --yes");
        }
    }

    private static void ask(URI endpoint, String body) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER_MAX).build();
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(ANSWER_MAX).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            String told = answer.body().strip().replaceAll("\\s+", " ");
            throw new IOException("%s answered %d: %s".formatted(endpoint, answer.statusCode(),
                    told.substring(0, Math.min(told.length(), SHOWN_MAX))));
        }
    }

    private String come(Workplace workplace, SourceCounts before, long sent) throws InterruptedException {
        while (milliseconds(sent) < TimeUnit.SECONDS.toMillis(waitSeconds)) {
            SourceCounts now = counts(workplace);
            if (now.rejected() > before.rejected()) {
                throw new IllegalStateException("the event has come and was refused; ./serai dead-letters list --from webhook "
                        + "says why");
            }
            if (now.accepted() > before.accepted()) {
                return "The event has come and is kept";
            }
            if (now.duplicates() > before.duplicates() || now.differing() > before.differing()) {
                return "The event has come, and was known already,";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        throw new IllegalStateException(("no event has come within %d s; does Serai run, can Praesidium reach it, and has it "
                + "the right address and password?").formatted(waitSeconds));
    }

    private static SourceCounts counts(Workplace workplace) {
        String source = workplace.settings().text(Setting.PRAESIDIUM_SOURCE);
        return workplace.desk().destinations().sources().stream().filter(report -> report.name().equals(source))
                .map(SourceReport::counts).findFirst().orElse(NOTHING);
    }

    private static long milliseconds(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
