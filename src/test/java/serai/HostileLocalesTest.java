package serai;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serai.testkit.EmbeddedSerai;
import serai.testkit.process.SeraiFolder;
import serai.testkit.process.SeraiProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Serai on machines that write digits of their own (Arabic, Persian, Marathi, Nepali) or know another i (Turkish). */
class HostileLocalesTest {

    private final Locale own = Locale.getDefault();

    @AfterEach
    void backHome() {
        Locale.setDefault(own);
    }

    /** In a host: the process is not ours, and neither is its locale. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR", "fa-IR", "mr-IN", "ne-NP", "th-TH-u-ca-buddhist-nu-thai"})
    void takesInAndDeliversEverywhereInAHost(String locale, @TempDir Path data) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(locale));

        try (EmbeddedSerai serai = new EmbeddedSerai(data).start()) {
            serai.publish(EmbeddedSerai.mctSequence().get(0));
            assertThat(serai.post(EmbeddedSerai.resource("praesidium-course-completed.json")).statusCode()).isEqualTo(202);

            serai.untilDelivered(2);
            assertThat(serai.http().lrs().statements()).hasSize(2);
            try (Stream<Path> files = Files.walk(data.resolve("archive"))) {
                assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                        .isNotEmpty().allMatch(name -> name.chars().allMatch(letter -> letter < 128));
            }
        }
    }

    /** In a process of its own: exit code 0 says that all nine events of both platforms were delivered everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"ar EG", "tr TR"})
    void theDemoDeliversEverythingInAProcess(String locale, @TempDir Path folder) throws Exception {
        String[] parts = locale.split(" ");
        SeraiFolder shop = new SeraiFolder(folder).withVariable("JAVA_TOOL_OPTIONS",
                "-Duser.language=%s -Duser.country=%s".formatted(parts[0], parts[1]));

        try (SeraiProcess demo = shop.start("demo", "--json", "--data", folder.resolve("demo").toString())) {
            assertThat(demo.exitCode()).as(demo.errors()).isZero();
            assertThat(demo.out()).contains("{").matches("\\p{ASCII}*");
        }
    }
}
