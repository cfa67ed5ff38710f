package serai.journal.delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** However much waits for a destination that is down, it costs one request a back-off, little memory and no dead letter. */
class BacklogTest {

    private static final int RECORDS = Integer.getInteger("serai.backlog", 20_000);
    private static final int PAGE = 500;

    @TempDir
    private Path folder;

    @Test
    void deliversABacklogOfADayInLittleMemory() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m", "-XX:+UseSerialGC", "-Xshare:auto", "-Dlogback.configurationFile=logback-test.xml", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Backlog.class.getName(), folder.resolve("journal.db").toString(), Integer.toString(RECORDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();

        String[] told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");

        assertThat(process.waitFor()).isZero();
        System.out.printf("%s records: %s requests in a day, %s afterwards%n", RECORDS, told[0], told[4]);
        assertThat(Integer.parseInt(told[0])).as("requests in a day, with a back-off of up to five minutes")
                .isBetween(24 * 12, 24 * 24 + 20);
        assertThat(told[1]).as("delivered").isEqualTo(Integer.toString(RECORDS));
        assertThat(told[2]).as("pending").isEqualTo("0");
        assertThat(told[3]).as("dead letters").isEqualTo("0");
        assertThat(Integer.parseInt(told[4])).as("requests for the backlog").isLessThan(RECORDS / PAGE + 20);
    }
}
