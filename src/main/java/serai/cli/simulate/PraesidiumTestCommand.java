package serai.cli.simulate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import serai.cli.operate.CommandContext;
import serai.cli.operate.OperatorCommand;
import serai.cli.publish.PublisherLogin;
import serai.cli.publish.Sandbox;
import serai.cli.terminal.Confirmation;
import serai.cli.terminal.Version;
import serai.journal.SourceCounts;
import serai.journal.SourceReport;
import serai.sandbox.praesidium.PraesidiumTestEndpoint;
import serai.settings.Settings;
import serai.settings.known.PraesidiumSetting;
import serai.settings.known.PraesidiumTestSetting;
import serai.settings.known.SandboxSetting;
import serai.settings.known.Setting;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** {@code ./serai praesidium-test}: Praesidium's own test endpoint (Event Publishing Specification, "Testing"). */
@Command(name = "praesidium-test", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Asks Praesidium's test endpoint, or the sandbox's if you have no client id of Praesidium yet, to publish "
                + "the completion of a course to the webhook, and waits until the Serai that runs here has it. It watches the "
                + "source's counters: if several events come meanwhile, it reports the first.")
public final class PraesidiumTestCommand extends OperatorCommand {

    private static final SourceCounts NOTHING = new SourceCounts(0, 0, 0, 0);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int LOOK_EVERY_MS = 50;
    private static final int SHOWN_MAX = 200;
    private static final int ANSWER_MAX_BYTES = 65_536;
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @Option(names = "--sku", required = true, description = "SKU of the course.")
    private String sku = "";

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "E-mail address of the user.")
    private String email = "";

    @Option(names = "--url", description = "Address that Praesidium is to publish to. It stays set, for all your events, until it "
            + "is changed again, so the command asks first.")
    private @Nullable URI url;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long to wait for the event (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    protected void work(CommandContext command) throws Exception {
        Praesidium praesidium = praesidium(command.settings());
        String body = body(praesidium, LocalDateTime.ofInstant(command.clock().instant(), ZoneOffset.UTC));
        SourceCounts before = counts(command);
        if (url != null && !yes) {
            Confirmation.require(out(),
                    "From now on Praesidium will publish all your events to %s, until that is changed again."
                            .formatted(url));
        }
        long sent = System.nanoTime();
        ask(praesidium.endpoint(), body);
        out().printf(Locale.ROOT, "%s answered with success after %s ms%n", praesidium.name(), milliseconds(sent));
        out().flush();
        out().printf(Locale.ROOT, "%s after %s ms%n", come(command, before, sent), milliseconds(sent));
    }

    /** The test endpoint, and the client's ids for it. */
    private record Praesidium(String name, URI endpoint, String clientId, String userGuid, String locationGuid) {
    }

    /**
     * The sandbox's endpoint if none of the ids is set that Praesidium gives to a client; otherwise the endpoint in the
     * settings.
     */
    private Praesidium praesidium(Settings settings) throws IOException {
        if (!Stream.of(PraesidiumTestSetting.CLIENT_ID, PraesidiumTestSetting.USER_GUID,
                PraesidiumTestSetting.LOCATION_GUID).allMatch(setting -> settings.text(setting).isEmpty())) {
            URI endpoint = URI.create(settings.text(PraesidiumTestSetting.URL));
            Optional<String> trouble =
                    settings.flag(PraesidiumTestSetting.INSECURE) ? Optional.empty() : InsecureConnections.trouble(endpoint);
            if (trouble.isPresent()) {
                throw settings.refused(PraesidiumTestSetting.URL, "%s; use https:, or allow it with %s=true"
                        .formatted(trouble.get(), PraesidiumTestSetting.INSECURE.key()), null);
            }
            return new Praesidium("Praesidium", endpoint,
                    required(settings, PraesidiumTestSetting.CLIENT_ID), required(settings, PraesidiumTestSetting.USER_GUID),
                    required(settings, PraesidiumTestSetting.LOCATION_GUID));
        }
        PublisherLogin.require(settings); // the sandbox signs in with the same credentials
        URI endpoint = URI.create("http://%s:%s%s".formatted(Sandbox.HOST, settings.number(SandboxSetting.HTTP_PORT),
                PraesidiumTestEndpoint.PATH));
        out().printf(Locale.ROOT, "%s is not set, so the sandbox is asked, at %s%n", PraesidiumTestSetting.CLIENT_ID.key(),
                endpoint);
        out().flush();
        return new Praesidium("The sandbox", endpoint, "0".repeat(32), NOBODY, NOBODY);
    }

    private String body(Praesidium praesidium, LocalDateTime now) throws IOException {
        Map<String, String> action = new LinkedHashMap<>();
        action.put("client_id", praesidium.clientId());
        action.put("user_guid", praesidium.userGuid());
        action.put("email", email);
        action.put("location_guid", praesidium.locationGuid());
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
            throw new IllegalArgumentException("%s is not set; set %s to what Praesidium has given you"
                    .formatted(setting.key(), setting.meaning()));
        }
        return value;
    }

    private static void ask(URI endpoint, String body) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER_MAX).build();
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(ANSWER_MAX).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer;
        try {
            // The limit covers the whole answer; the client's own time-out ends with the answer's head.
            answer = client.sendAsync(request, BoundedAnswer.ofAtMost(ANSWER_MAX_BYTES))
                    .get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("%s did not answer within %s s".formatted(endpoint, ANSWER_MAX.toSeconds()), e);
        } catch (ExecutionException e) {
            throw failure(endpoint, Objects.requireNonNullElse(e.getCause(), e));
        }
        if (answer.statusCode() != 200) {
            String told = answer.body().strip().replaceAll("\\s+", " ");
            throw new IOException("%s answered %s: %s".formatted(endpoint, answer.statusCode(),
                    told.substring(0, Math.min(told.length(), SHOWN_MAX))));
        }
    }

    private static IOException failure(URI endpoint, Throwable cause) {
        if (cause instanceof ConnectException) {
            return new IOException("%s can't be reached; %s".formatted(endpoint, LoopbackHosts.isHere(endpoint.getHost())
                    ? "start " + SERAI + " run first (its sandbox has the endpoint while serai.lrs.url is not set), or " + SERAI
                            + " sandbox"
                    : "check serai.praesidium.test.url"));
        }
        return new IOException("%s: %s".formatted(endpoint, cause.getMessage()), cause);
    }

    private String come(CommandContext command, SourceCounts before, long sent) throws InterruptedException {
        while (milliseconds(sent) < TimeUnit.SECONDS.toMillis(waitSeconds)) {
            SourceCounts now = counts(command);
            if (now.rejected() > before.rejected()) {
                throw new IllegalStateException(
                        "the event arrived and was refused; " + SERAI + " dead-letters list --from webhook says "
                                + "why");
            }
            if (now.accepted() > before.accepted()) {
                return "The event arrived and is kept";
            }
            if (now.duplicates() > before.duplicates() || now.differing() > before.differing()) {
                return "The event arrived, and was known already,";
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        throw new IllegalStateException(("no event arrived within %s s; check that Serai runs, that Praesidium can reach it, and "
                + "that Praesidium has the right address and password").formatted(waitSeconds));
    }

    private static SourceCounts counts(CommandContext command) {
        String source = command.settings().text(PraesidiumSetting.SOURCE);
        return command.operations().destinations().sources().stream().filter(report -> report.name().equals(source))
                .map(SourceReport::counts).findFirst().orElse(NOTHING);
    }

    private static long milliseconds(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
