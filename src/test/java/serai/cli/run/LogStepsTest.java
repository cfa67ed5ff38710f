package serai.cli.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import serai.cli.terminal.LogbackProvider;
import serai.testkit.FreePort;
import serai.testkit.Logged;
import serai.testkit.PrivateFolder;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code ./serai run} prints of Camel's own log steps, and of the routes that {@code --log} names. */
class LogStepsTest {

    private static final String ROUTE = """
            - route:
                id: talks
                description: A user's own
                from:
                  uri: timer:once
                  parameters:
                    repeatCount: "1"
                    delay: "0"
                  steps:
                    - log:
                        message: "by the route's id"
                    - log:
                        message: "by a name"
                        logName: my.own.name
                        loggingLevel: WARN
                    - log:
                        message: "for developers"
                        loggingLevel: DEBUG
                    - setBody:
                        expression:
                          constant:
                            expression: "first\\n2026-11-29T00:00:00.000Z ERROR forged"
                    - to:
                        uri: log:an.endpoint
                        parameters:
                          showBody: "true"
            """;

    @TempDir
    private Path folder;

    @Test
    void printsWhatTheStepsOfARouteSayAtTheirLevels() throws Exception {
        PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/talks.camel.yaml"), ROUTE);
        Properties overrides = FreePort.settings();
        overrides.setProperty("serai.data", folder.resolve("data").toString());
        overrides.setProperty("serai.routes", "file:" + folder.resolve("routes"));
        try (Logged log = new Logged(); StandaloneRuntime runtime = new StandaloneRuntime(overrides)) {
            runtime.start();

            await().atMost(30, SECONDS).until(() -> log.lines().anyMatch(line -> line.contains(" an.endpoint ")));
            assertThat(log.lines()).contains("INFO talks - by the route's id", "WARN my.own.name - by a name")
                    .noneMatch(line -> line.contains("for developers"));
        } finally {
            for (String logger : new String[]{"talks", "my.own.name", "an.endpoint"}) {
                ((Logger) LoggerFactory.getLogger(logger)).setLevel(null);
            }
        }
    }

    @Test
    void aMessageOfSeveralLinesCannotPassForLinesOfTheLog() {
        LogbackProvider shipped = new LogbackProvider();
        shipped.initialize();
        LoggerContext log = (LoggerContext) shipped.getLoggerFactory();
        ConsoleAppender<?> console = (ConsoleAppender<?>) log.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next();
        PatternLayout layout = (PatternLayout) ((LayoutWrappingEncoder<?>) console.getEncoder()).getLayout();

        String line = layout.doLayout(new LoggingEvent("", log.getLogger("x"), Level.INFO,
                "a\r\n2026 ERROR forged\rb\nc\u001b[2K\u202e\td\n", null, null));

        assertThat(line).endsWith(" INFO  x - a%n    2026 ERROR forged%n    b%n    c\\u001b[2K\\u202e\td%n".formatted());
        log.stop();
    }

    @Test
    void logsTheStepsOfTheRoutesThatTheCommandLineNames() throws Exception {
        SeraiFolder serai = new SeraiFolder(folder);
        try (SeraiProcess process = serai.start("run", "--log", "route=talks", "--log", "destination-lrs")) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.errors())
                    .contains("serai.log.routes: there is no route 'talks'; there are archive, intake-mct, lrs");
        }
        PrivateFolder.make(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/talks.camel.yaml"), ROUTE);
        serai.with("serai.routes", "file:" + folder.resolve("routes"));
        try (SeraiProcess process = serai.start("run", "--log", "talks", "--log-personal")) {
            await().atMost(30, SECONDS).until(() -> process.errors().contains("talks ends"));

            assertThat(process.errors())
                    .contains("WARN  serai.steps.StepLog - The log shows the personal data of all events that pass through "
                            + "talks", "serai.steps.talks - ")
                    .containsPattern("setBody \\(\\S*routes/talks\\.camel\\.yaml:19\\)")
                    .doesNotContain("\n2026-11-29T00:00:00.000Z ERROR forged");
            assertThat(process.terminate().exitCode()).isEqualTo(143);
        }
    }
}
