package serai.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.EmbeddedSerai;
import serai.testkit.OneDestination;
import serai.testkit.http.HttpSink;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import java.util.stream.Stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A password, or the name of a folder, gets to the other system as it was set, to the letter. */
class LiteralPasswordsTest extends NastyValues {

    /** Blanks around count for a password: it is not for us to know. */
    @Test
    void theLrsGetsThePasswordThatWasSet(@TempDir Path folder) throws Exception {
        for (String password : NASTY) {
            System.setProperty("serai.lrs.password", password);
            Path own = Files.createTempDirectory(folder, "lrs");
            try (HttpSink lrs = new HttpSink();
                    OneDestination serai = new OneDestination("lrs", own)
                            .with("serai.lrs.url", lrs.url() + "/").with("serai.lrs.username", "u").start()) {
                serai.append("learner-1");

                await().atMost(30, SECONDS).until(() -> !lrs.requests().isEmpty());
                assertThat(lrs.requests().get(0).header("Authorization")).as(password)
                        .isEqualTo(EmbeddedSerai.basic("u", password));
            }
        }
    }

    @Test
    void theDatabaseGetsTheUserAndThePasswordThatWereSet(@TempDir Path folder) throws Exception {
        Login driver = new Login();
        DriverManager.registerDriver(driver);
        try {
            for (String password : NASTY) {
                System.setProperty("serai.warehouse.password", password);
                System.setProperty("serai.warehouse.username", password.strip());
                driver.seen.clear();
                try (OneDestination serai = new OneDestination("warehouse", Files.createTempDirectory(folder, "warehouse"))
                        .withStatements("sqlite").with("serai.warehouse.dialect", "sqlite")
                        .with("serai.warehouse.url", "jdbc:login:here").start()) {
                    serai.append("learner-1");

                    await().atMost(30, SECONDS).until(() -> !driver.seen.isEmpty());
                    assertThat(driver.seen.peek().getProperty("password")).isEqualTo(password);
                    assertThat(driver.seen.peek().getProperty("user")).isEqualTo(password.strip());
                }
            }
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    @Test
    void theWebhookLetsInWhoHasThePasswordThatWasSet(@TempDir Path folder) throws Exception {
        for (String password : List.of("a\\b of the inn", "p{{w of the inn", "#bean:secret", " before and after ")) {
            System.setProperty("serai.praesidium.password", password);
            try (EmbeddedSerai serai = new EmbeddedSerai(Files.createTempDirectory(folder, "webhook")).start()) {
                assertThat(answer(serai, password)).as(password).isEqualTo(202);
                assertThat(answer(serai, password.replace("\\", "") + "x")).as(password).isEqualTo(401);
            }
        }
    }

    private static int answer(EmbeddedSerai serai, String password) throws IOException, InterruptedException {
        return serai.send(serai.request().setHeader("Authorization", EmbeddedSerai.basic("praesidium", password))
                .POST(BodyPublishers.ofString(EmbeddedSerai.resource("praesidium-course-completed.json")))).statusCode();
    }

    /** The folder is a parameter of an endpoint: part of an address, where + is a blank and & ends it. */
    @Test
    void theArchiveIsInTheFolderThatWasSet(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("a+b %41&c=d#e{{f");
        System.setProperty("serai.archive.folder", archive.toString());
        try (OneDestination serai = new OneDestination("archive", folder.resolve("serai")).start()) {
            serai.append("learner-1");

            // It may not be there yet, and a file may get its name meanwhile.
            await().atMost(30, SECONDS).ignoreExceptions().untilAsserted(() -> {
                try (Stream<Path> files = Files.walk(archive)) {
                    assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
                }
            });
        }
    }

    /** From the environment of a process, which starts, and prints none of them. */
    @Test
    void aProcessStartsWithWhateverPasswordAndPrintsNone(@TempDir Path folder) throws Exception {
        SeraiFolder shop = new SeraiFolder(folder).withVariable("SERAI_LRS_URL", "http://127.0.0.1:9/xapi")
                .withVariable("SERAI_LRS_USERNAME", "u").withVariable("SERAI_LRS_PASSWORD", "s3cr3t{{w")
                .withVariable("SERAI_WAREHOUSE_PASSWORD", "#bean:s3cr3t");
        shop.settings().remove("serai.praesidium.password");
        shop.withVariable("SERAI_PRAESIDIUM_PASSWORD", "#class:s3cr3t\\");

        try (SeraiProcess serai = shop.start("run").untilRunning()) {
            assertThat(serai.out() + serai.errors()).doesNotContain("s3cr3t");
        }
    }

    /** Lets nobody in, and remembers who came. */
    private static final class Login implements Driver {

        final Queue<Properties> seen = new ConcurrentLinkedQueue<>();

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            seen.add(info);
            throw new SQLException("nobody is let in", "28000");
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:login:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
