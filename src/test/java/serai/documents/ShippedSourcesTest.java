package serai.documents;

import org.junit.jupiter.api.Test;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes and settings stand twice: in {@code src/main/shipped}, which the jar is made of, and where a checkout's user edits them.
 * As they are committed, both are the same. With {@code -Dshipped.write} what the user has becomes what is shipped.
 */
class ShippedSourcesTest {

    private static final Path SHIPPED = Path.of("src/main/shipped");
    private static final String SETTINGS = "application.properties";

    @Test
    void whatTheJarHoldsIsWhatTheCheckoutBeginsWith() throws IOException {
        Map<String, String> checkout = files(Path.of(""));
        if (System.getProperty("shipped.write") != null) {
            write(checkout);
        }

        assertThat(files(SHIPPED)).as("""
                src/main/shipped, which the jar is made of. Has a change of routes/ or application.properties to be shipped? \
                mvn -B test -Dtest=ShippedSourcesTest -Dshipped.write copies it there""").isEqualTo(checkout);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>(Map.of(SETTINGS, Files.readString(folder.resolve(SETTINGS))));
        try (Stream<Path> routes = Files.walk(folder.resolve("routes"))) {
            for (Path file : routes.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static void write(Map<String, String> checkout) throws IOException {
        for (String name : files(SHIPPED).keySet()) {
            Files.delete(SHIPPED.resolve(name));
        }
        for (Map.Entry<String, String> file : checkout.entrySet()) {
            PrivateFolder.make(SHIPPED.resolve(file.getKey()).getParent());
            Files.writeString(SHIPPED.resolve(file.getKey()), file.getValue());
        }
    }
}
