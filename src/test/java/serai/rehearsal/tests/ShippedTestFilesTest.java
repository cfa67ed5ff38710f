package serai.rehearsal.tests;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import serai.cli.terminal.StoredSettings;
import serai.testkit.Skipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs what stands beside the shipped routes, and beside those that wait for their use. */
class ShippedTestFilesTest {

    static final List<Path> FOLDERS = List.of(Path.of("routes"), Path.of("docs/destinations"));

    static Stream<Path> files(String suffix) {
        return FOLDERS.stream().flatMap(folder -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> findWhatTheyExpect() {
        return files(TestFile.SUFFIX).map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
            if (file.toString().contains("kafka")) {
                Skipped.unless(hasKafka(), file + " was not run: camel-kafka is there with the Maven profile kafka only");
            }
            assertThat(TestFile.read(file).run(StoredSettings.context())).isNotEmpty()
                    .allSatisfy(result -> assertThat(result.failures()).as("%s:%s", file, result.line()).isEmpty());
        }));
    }

    private static boolean hasKafka() {
        try {
            Class.forName("org.apache.camel.component.kafka.KafkaComponent");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void standBesideTheRouterAndEachDestination() {
        assertThat(
                files(".camel.yaml").map(Path::toString).filter(file -> file.contains("destination-") || file.contains("router")))
                .isNotEmpty().allSatisfy(file -> assertThat(Path.of(file.replace(".camel.yaml", TestFile.SUFFIX))).exists());
    }
}
