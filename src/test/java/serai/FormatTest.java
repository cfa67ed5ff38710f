package serai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code as the formatter writes it. Its two plugins read all of it in a Maven of their own, beside other tests: before the
 * compiler, every build would wait for them.
 */
class FormatTest {

    private static final int MINUTES_MAX = 10;

    @TempDir
    private Path temporary;

    @Test
    void theCodeIsAsTheFormatterWritesIt() throws Exception {
        Path out = temporary.resolve("out");

        ProcessBuilder command = new ProcessBuilder(maven()).redirectErrorStream(true).redirectOutput(out.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = command.start();
        try {
            maven.getOutputStream().close();
            assertThat(maven.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
        } finally {
            maven.destroyForcibly();
        }

        assertThat(maven.exitValue())
                .as("What is named as not formatted or sorted, mvn -B -q impsort:sort formatter:format mends:%n%s",
                        Files.readString(out, Charset.defaultCharset()))
                .isZero();
    }

    /** The one that runs this build, as it runs it; outside of a build the one that is installed. */
    private static List<String> maven() {
        String name = OS.WINDOWS.isCurrentOs() ? "mvn.cmd" : "mvn";
        String home = System.getProperty("build.maven.home", "");
        String repository = System.getProperty("localRepository", "");
        List<String> command = new ArrayList<>(
                List.of(home.isEmpty() ? name : Path.of(home, "bin", name).toString(), "-B", "-q", "-Dstyle.color=never"));
        if (!repository.isEmpty()) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        if (System.getProperty("build.offline", "").endsWith("true")) {
            command.add("-o");
        }
        Path settings = Path.of(System.getProperty("build.settings", "").replaceFirst("^settings: ", ""));
        if (Files.isRegularFile(settings)) { // of mvn -s, which may name where libraries come from
            command.addAll(List.of("-s", settings.toString()));
        }
        command.addAll(List.of("impsort:check", "formatter:validate"));
        return command;
    }
}
