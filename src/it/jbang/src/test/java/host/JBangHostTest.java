package host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.Serai;
import serai.passwords.PasswordHash;
import serai.sandbox.SandboxHttp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The route of docs/embedding/kamelets.md, run by Camel JBang with the page's command. */
class JBangHostTest {

    private static final String PASSWORD = "a password of the inn";
    private static final Pattern ROUTE = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern COMMANDS = Pattern.compile("(?s)<!-- begin commands -->\n```sh\n(.*?)```");
    private static final int TRIES_MAX = 600;

    @TempDir
    private Path folder;
    private int port;

    @Test
    void takesAnEventInAndSendsItOnAsAStatement() throws Exception {
        port = freePort();
        Path users = Files.createFile(folder.resolve("users"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(users, "praesidium:" + PasswordHash.create(PASSWORD).text() + "\n");
        Path log = folder.resolve("log");
        try (SandboxHttp lrs = new SandboxHttp("127.0.0.1", 0).start()) {
            Files.writeString(folder.resolve("academy-to-store.camel.yaml"), part(ROUTE).replace("/etc/academy/users", users.toString())
                    .replace("https://lrs.example.org/xapi", "http://127.0.0.1:" + lrs.port() + "/lrs"));
            ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", part(COMMANDS)).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            shell.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            shell.environment().put("SERAI_JAR", Path.of(Serai.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString());
            shell.environment().put("PORT", String.valueOf(port));
            shell.environment().put("JAVA_TOOL_OPTIONS", "-Duser.home=" + folder);
            Process process = shell.start();
            try {
                untilAnswers(401, process, log);
                assertEquals(202, post(PASSWORD), () -> read(log));
                assertEquals(1, lrs.lrs().size(), () -> read(log));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String part(Pattern pattern) throws IOException {
        Matcher part = pattern.matcher(Files.readString(Path.of(System.getProperty("host.pages"), "kamelets.md")));
        assertTrue(part.find());
        return part.group(1);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void untilAnswers(int status, Process process, Path log) throws Exception {
        int last = 0;
        for (int i = 0; i < TRIES_MAX && last != status && process.isAlive(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            try {
                last = post("a wrong password");
            } catch (IOException e) {
                last = -1;
            }
        }
        assertEquals(status, last, () -> read(log));
    }

    private int post(String password) throws Exception {
        Path event = Path.of(System.getProperty("host.events"), "praesidium-course-completed.json");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("praesidium:" + password).getBytes()))
                .POST(HttpRequest.BodyPublishers.ofFile(event)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
