package serai.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.http.HashedPassword;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A password is changed as README.md says. */
class PasswordChangeTest {

    @Test
    void letsThePublisherInWithTheOldPasswordAndTheNewOne(@TempDir Path folder) throws Exception {
        Path users = Files.write(folder.resolve("users"), List.of("praesidium:" + HashedPassword.HASH_OF_FIRST,
                "praesidium:" + HashedPassword.HASH_OF_SECOND));

        try (EmbeddedSerai serai = new EmbeddedSerai(folder.resolve("data")).with("serai.praesidium.password", "")
                .with("serai.praesidium.users", users.toString()).start()) {
            assertThat(answer(serai, HashedPassword.FIRST)).isEqualTo(202);
            assertThat(answer(serai, HashedPassword.SECOND)).isEqualTo(202);
            assertThat(answer(serai, "another of the inn")).isEqualTo(401);
            assertThat(folder.resolve("data/praesidium.password")).doesNotExist();
        }
    }

    private static int answer(EmbeddedSerai serai, String password) throws IOException, InterruptedException {
        return serai.send(serai.request().setHeader("Authorization", EmbeddedSerai.basic("praesidium", password))
                .POST(BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode();
    }
}
