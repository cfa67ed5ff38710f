package serai.console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may see what of the page, as HTTP tells it. */
class ConsoleAccessTest {

    @TempDir
    private Path data;
    private ConsoleRun serai;

    @BeforeEach
    void start() throws Exception {
        serai = ConsoleRun.start(data);
    }

    @AfterEach
    void stop() {
        serai.close();
    }

    @Test
    void answersWithHeadersThatKeepThePageToItself() throws Exception {
        HttpResponse<String> page = serai.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Flow · Serai</title>");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*"));
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).doesNotContain("style=\"", "onclick", "<style", "<script>");
        assertThat(serai.get("/assets/htmx.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(serai.get("/assets/..%2Ftexts.properties").statusCode()).isEqualTo(404);
        assertThat(serai.get("/observe/health").statusCode()).isEqualTo(200);
    }
}
