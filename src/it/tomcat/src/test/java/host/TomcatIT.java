package host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.sandbox.SandboxHttp;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The WAR on a real Tomcat, a process of its own. */
class TomcatIT {

    private static final String PASSWORD = "a password of the inn";
    private static final Path HOME = Path.of("target/apache-tomcat-10.1.48").toAbsolutePath();
    private static final int TRIES_MAX = 600;

    @TempDir
    private Path base;

    private SandboxHttp lrs;
    private Process tomcat;
    private int port;

    @BeforeEach
    void starts() throws Exception {
        lrs = new SandboxHttp("127.0.0.1", 0).start();
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (String folder : List.of("conf", "logs", "temp", "webapps", "work", "data")) {
            Files.createDirectory(base.resolve(folder),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.writeString(base.resolve("conf/server.xml"), """
                <Server port="-1">
                  <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
                  <Service name="Catalina">
                    <Connector address="127.0.0.1" port="%s"/>
                    <Engine name="Catalina" defaultHost="localhost">
                      <Host name="localhost" appBase="webapps" autoDeploy="true" backgroundProcessorDelay="1"/>
                    </Engine>
                  </Service>
                </Server>
                """.formatted(port));
        Files.copy(HOME.resolve("conf/web.xml"), base.resolve("conf/web.xml"));
        Files.writeString(base.resolve("conf/serai.properties"), """
                serai.data = %s
                serai.mct.enabled = false
                serai.praesidium.consumer = servlet:/praesidium/events?httpMethodRestrict=POST
                serai.praesidium.password = %s
                serai.lrs.url = http://127.0.0.1:%s/lrs
                """.formatted(base.resolve("data"), PASSWORD, lrs.port()));
        Files.copy(Path.of("target/tomcat-1.war"), base.resolve("webapps/ROOT.war"));
        tomcat = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                // for Tomcat's search for what an application leaves behind
                "--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED", "-cp",
                HOME.resolve("bin/bootstrap.jar") + ":" + HOME.resolve("bin/tomcat-juli.jar"), "-Dcatalina.home=" + HOME,
                "-Dcatalina.base=" + base, "-Djava.io.tmpdir=" + base.resolve("temp"),
                "org.apache.catalina.startup.Bootstrap", "start")
                        .redirectErrorStream(true).redirectOutput(Path.of("target/tomcat.log").toFile()).start();
        until(401);
    }

    @AfterEach
    void stops() throws Exception {
        tomcat.destroy();
        assertTrue(tomcat.waitFor(1, TimeUnit.MINUTES));
        lrs.close();
    }

    @Test
    void takesBothEventsInAndDeliversThemAlsoAfterItWasDeployedAnew() throws Exception {
        new Page("tomcat.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD));
        Page.untilDelivered(() -> Page.balances(base.resolve("data/journal.db")));

        assertProblem(400, post(PASSWORD, "application/json", "{}"));
        assertProblem(415, post(PASSWORD, "text/plain", "{}"));
        assertProblem(401, post("a wrong password", "application/json", "{}"));

        Files.delete(base.resolve("webapps/ROOT.war"));
        until(404);
        Files.copy(Path.of("target/tomcat-1.war"), base.resolve("webapps/ROOT.war"));
        until(401);
        new Page("tomcat.md").run(Map.of("PORT", String.valueOf(port), "SERAI_PASSWORD", PASSWORD)); // known: nothing is doubled
        Page.untilDelivered(() -> Page.balances(base.resolve("data/journal.db")));
        String log = Files.readString(Path.of("target/tomcat.log"));
        assertFalse(log.contains("failed to stop it") || log.contains("failed to unregister it"), log);
        assertFalse(log.lines().filter(line -> line.contains("failed to remove it"))
                .anyMatch(line -> !line.contains("[CamelReactiveWorker]")), log);
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"),
                answer.headers().toString());
        assertTrue(answer.headers().firstValue("Authorization").isEmpty(), answer.headers().toString());
    }

    private void until(int status) throws Exception {
        int last = 0;
        for (int i = 0; i < TRIES_MAX && last != status; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            try {
                last = post("", "application/json", "{}").statusCode();
            } catch (java.io.IOException e) {
                last = -1;
            }
        }
        assertEquals(status, last, Files.readString(Path.of("target/tomcat.log")));
    }

    private HttpResponse<String> post(String password, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/praesidium/events"))
                .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!password.isEmpty()) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(("praesidium:" + password).getBytes()));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
