package serai.rehearsal;

import serai.model.LearningRecord;
import serai.rehearsal.outside.Request;
import serai.testkit.Golden;
import serai.testkit.PrivateFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped routes, and events that are rehearsed with them. */
abstract class RehearsedRoutes {

    static final Path SHIPPED = Path.of("routes");

    static LearningRecord completion(String event, Rehearsal rehearsal) {
        GivenEvent given = GivenEvent.of(Golden.read("events/" + event + ".json"));
        return rehearsal.takeIn(given.platform(), given.payload().bytes()).record();
    }

    static Request only(DeliveryResult delivery) {
        assertThat(delivery.attempts()).hasSize(1);
        assertThat(delivery.attempts().get(0).failure()).isNull();
        assertThat(delivery.attempts().get(0).requests()).hasSize(1);
        return delivery.attempts().get(0).requests().get(0);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path sql = PrivateFolder.make(folder.resolve("sql/sqlite"));
        try (Stream<Path> files = Files.list(SHIPPED.resolve("sql/sqlite"))) {
            for (Path file : files.toList()) {
                Files.copy(file, sql.resolve(file.getFileName()));
            }
        }
    }
}
