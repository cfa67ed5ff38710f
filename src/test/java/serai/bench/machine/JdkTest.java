package serai.bench.machine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class JdkTest {

    @TempDir
    private Path folder;
    private Path installed;
    private Path java17;
    private Path java25;

    @BeforeEach
    void twoJavas() throws IOException {
        installed = Files.createDirectory(folder.resolve("jvm"));
        java17 = java("17.0.15");
        java25 = java("25.0.3");
    }

    private Path java(String version) throws IOException {
        Path home = Files.createDirectory(installed.resolve(version));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"one\"%nJAVA_VERSION=\"%s\"%n".formatted(version));
        Path java = Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("java"));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    @Test
    void theOneThatIsNamedIsTakenAlone() throws IOException {
        assertThat(Jdk.withAotCache(Optional.of(java25.toString()), java17, folder)).contains(new Jdk(java25));
        assertThat(Jdk.withAotCache(Optional.of(java17.toString()), java25, installed)).isEmpty();
        assertThat(Jdk.withAotCache(Optional.of(folder.resolve("nowhere").toString()), java25, installed)).isEmpty();
    }

    @Test
    void orElseTheFirstThatIsNewEnough() throws IOException {
        Path java26 = java("26");

        assertThat(Jdk.withAotCache(Optional.empty(), java26, installed)).contains(new Jdk(java26));
        assertThat(Jdk.withAotCache(Optional.empty(), java17, installed)).contains(new Jdk(java25));
    }

    @Test
    void noneWhereAllAreOlder() throws IOException {
        assertThat(Jdk.withAotCache(Optional.empty(), java17, folder.resolve("nowhere"))).isEmpty();
    }
}
