package serai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The destination that docs/destinations.md adds by hand, added as it says. */
public class WorkedExampleTest {

    private final Document page = Document.of("docs/destinations.md");
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private HttpServer register;

    @BeforeEach
    void startRegister() throws IOException {
        register = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        register.createContext("/", this::take);
        register.start();
    }

    @AfterEach
    void stopRegister() {
        register.stop(0);
    }

    @Test
    void deliversToADestinationThatIsOneFileAndOneWord(@TempDir Path routes, @TempDir Path data) throws Exception {
        copy(Path.of("routes"), routes);
        Files.writeString(routes.resolve("destination-skills.camel.yaml"), page.block("routes/destination-skills.camel.yaml"));
        Path router = routes.resolve("router.camel.yaml");
        String before = Files.readString(router);
        String word = page.block("own router");
        Files.writeString(router, before.replace(word.replace(",skills", ""), word));
        assertThat(router).content().isNotEqualTo(before);

        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes)) {
            settings().forEach((name, value) -> serai.with(name.toString(), value.toString()));
            serai.with("skills.url", "http://127.0.0.1:%s/completions".formatted(register.getAddress().getPort()))
                    .with("skills.password", "secret").start();
            serai.post(EmbeddedSerai.resource("praesidium-course-completed.json"));
            serai.post(EmbeddedSerai.resource("praesidium-learning-path-completed.json"));

            serai.untilDelivered(2);
            assertThat(serai.journal().balances()).containsOnlyKeys("archive", "warehouse", "lrs", "skills");
        }

        assertThat(arrived).singleElement().asString().startsWith("application/x-ndjson "
                + EmbeddedSerai.basic("serai", "secret")).contains("\"type\":\"COURSE_COMPLETED\"").endsWith("}\n");
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(page.block("own settings")));
        return settings;
    }

    private void take(HttpExchange exchange) throws IOException {
        arrived.add(String.join(" ", exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                PrivateFolder.make(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
