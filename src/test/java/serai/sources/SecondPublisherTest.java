package serai.sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.WorkedExampleTest;
import serai.testkit.Document;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.HashedPassword;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

/** The publisher that docs/sources.md adds, added as it says. */
class SecondPublisherTest {

    private final Document sources = Document.of("docs/sources.md");

    @Test
    void hasAPathAndUsersOfItsOwn(@TempDir Path routes, @TempDir Path data) throws Exception {
        WorkedExampleTest.copy(Path.of("routes"), routes);
        String file = "routes/source-partner.camel.yaml";
        Files.writeString(routes.resolve(Path.of(file).getFileName()), sources.block(file));
        Path users = Files.writeString(data.resolve("partner.users"),
                "partner:" + HashedPassword.HASH_OF_SECOND + "\n");
        Properties settings = new Properties();
        settings.load(new StringReader(sources.block("partner settings")));

        try (EmbeddedSerai serai = new EmbeddedSerai(data).with("serai.routes", "file:" + routes)
                .with("serai.mct.enabled", "false").with("serai.praesidium.accepted.status", "200")) {
            settings.forEach((name, value) -> serai.with(name.toString(), value.toString()));
            serai.with("partner.users", users.toString()).start();
            String path = settings.getProperty("partner.path");

            assertThat(answer(serai, path, "partner", "camel at the well")).isEqualTo(200);
            assertThat(answer(serai, path, "praesidium", EmbeddedSerai.PASSWORD)).isEqualTo(401);
            assertThat(answer(serai, "/praesidium/events", "partner", "camel at the well")).isEqualTo(401);
            assertThat(answer(serai, "/praesidium/events", "praesidium", EmbeddedSerai.PASSWORD)).isEqualTo(200);
            serai.untilDelivered(1); // the event was the same one
        }
    }

    private static int answer(EmbeddedSerai serai, String path, String user, String password) throws Exception {
        URI webhook = serai.webhook().resolve(path);
        return serai.send(HttpRequest.newBuilder(webhook).header("Content-Type", "application/json")
                .header("Authorization", EmbeddedSerai.basic(user, password))
                .POST(BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode();
    }
}
