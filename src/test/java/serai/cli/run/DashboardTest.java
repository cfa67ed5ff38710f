package serai.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.DirectAppends;
import serai.journal.JournalWriter;
import serai.testkit.FreePort;
import serai.testkit.Records;
import serai.testkit.Skipped;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each query of docs/grafana/serai.json, asked of a real Prometheus that scrapes a Serai under load. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("docs/grafana/serai.json");
    /** Metrics that are there only once something has failed. */
    private static final List<String> OF_FAILURES = List.of("serai_thread_failures_total", "serai_source_unkept_total",
            "serai_source_left_bytes");

    @TempDir
    private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private String prometheus;

    @Test
    void eachOfItsQueriesFindsWhatARunningSeraiTells() throws Exception {
        Properties settings = FreePort.settings();
        settings.setProperty("serai.data", folder.resolve("data").toString());
        settings.setProperty("serai.journal.max.bytes", "1000000000");
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(25);
        String port = FreePort.text();
        prometheus = "http://127.0.0.1:" + port + "/api/v1/";
        Process process = prometheus(port, settings.getProperty("camel.management.port"));
        try (StandaloneRuntime runtime = new StandaloneRuntime(settings)) {
            runtime.start();
            JournalWriter journal = DirectAppends.to(runtime.context());
            int[] sent = new int[1];

            await().atMost(120, SECONDS).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
                for (int i = 0; i < 50; i++) {
                    journal.append(Records.completion("learner-" + sent[0]++), Set.of("archive", "warehouse", "lrs"))
                            .toCompletableFuture().join();
                }
                for (String query : queries) {
                    JsonNode answer = ask("query?query=" + encoded(query));
                    assertThat(answer.path("status").asText()).as("%s: %s", query, answer).isEqualTo("success");
                    if (OF_FAILURES.stream().noneMatch(query::contains)) {
                        assertThat(answer.at("/data/result")).as(query).isNotEmpty();
                    }
                }
            });
            assertThat(values("serai_destination_state", "destination")).contains("archive", "warehouse", "lrs");
            assertThat(values("serai_source_events_total", "source")).contains("mct");
            assertThat(ask("query?query=" + encoded("sum(serai_destination_delivery_seconds_count{destination=\"archive\"})"))
                    .at("/data/result/0/value/1").asDouble()).as("the histogram has what was delivered").isPositive();
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** The dashboard's queries as Grafana would ask them, with all destinations and sources. */
    private static List<String> queries() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        List<String> queries = new ArrayList<>();
        dashboard.path("panels")
                .forEach(panel -> panel.path("targets").forEach(target -> queries.add(target.path("expr").asText())));
        dashboard.at("/annotations/list").forEach(annotation -> queries.add(annotation.path("expr").asText() + " or vector(1)"));
        return queries.stream()
                .map(query -> query.replace("$__rate_interval", "1m").replace("$destination", ".*").replace("$source",
                        ".*"))
                .toList();
    }

    private Process prometheus(String port, String scraped) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: serai
                    metrics_path: /observe/metrics
                    static_configs:
                      - targets: ["127.0.0.1:%s"]
                """.formatted(scraped));
        try {
            return new ProcessBuilder("prometheus", "--config.file=" + configuration, "--web.listen-address=127.0.0.1:" + port,
                    "--storage.tsdb.path=" + folder.resolve("tsdb")).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile()).start();
        } catch (IOException e) {
            throw Skipped.because("NO QUERY OF THE DASHBOARD WAS ASKED: that takes Prometheus (Debian: prometheus)", e);
        }
    }

    private List<String> values(String metric, String label) throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        ask("label/%s/values?match[]=%s".formatted(label, metric).replace("[]", "%5B%5D")).path("data")
                .forEach(value -> values.add(value.asText()));
        return values;
    }

    private JsonNode ask(String what) throws IOException, InterruptedException {
        return new JsonMapper().readTree(client.send(HttpRequest.newBuilder(URI.create(prometheus + what)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
