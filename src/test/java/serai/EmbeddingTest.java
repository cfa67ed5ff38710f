package serai;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.Document;
import serai.testkit.FreePort;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** The host that README.md shows, compiled and started as it stands. */
class EmbeddingTest {

    @Test
    void runsInTheHostThatTheReadmeShows(@TempDir Path folder) throws Exception {
        compile(Document.of("README.md").block("Host.java"), folder);
        Properties settings = new Properties();
        settings.setProperty("serai.data", folder.resolve("data").toString());
        settings.setProperty("serai.mct.enabled", "false");
        int port = FreePort.number();

        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, getClass().getClassLoader());
                CamelContext context = (CamelContext) loader.loadClass("Host")
                        .getMethod("start", Properties.class, int.class).invoke(null, settings, port)) {
            assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                    .anyMatch(result -> result.getCheck().getId().equals("journal"))
                    .allMatch(result -> result.getState() == HealthCheck.State.UP);
            assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%s/praesidium/events".formatted(port)))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        }
    }

    private static void compile(String source, Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Host.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            compiler.getTask(null, files, diagnostics, List.of("-d", folder.toString(), "-proc:none"), null,
                    files.getJavaFileObjects(file)).call();
        }
        assertThat(diagnostics.getDiagnostics()).filteredOn(one -> one.getKind() == Diagnostic.Kind.ERROR).isEmpty();
    }
}
