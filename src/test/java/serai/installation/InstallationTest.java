package serai.installation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.testkit.PrivateFolder;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What messages call the command, and where they say that a jar has to be put. */
class InstallationTest {

    @TempDir
    private Path folder;

    /** A help text asks the same place by {@code ${sys:command.of.serai:-./serai}}. */
    @Test
    void noMessageNamesTheCommandItself() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java") && !one.endsWith("Installation.java")).toList()) {
                assertThat(Files.readString(file).replace("${sys:command.of.serai:-./serai}", "")).as("texts of %s", file)
                        .doesNotContainPattern("(?m)^(?!\\s*/?\\*)(?!.*//.*\\./serai).*\"[^\"\\n]*\\./serai ");
            }
        }
    }

    @Test
    void aCheckoutTakesALibraryFromItsPom() {
        assertThat(Installation.SERAI).isEqualTo("./serai");
        assertThat(Installation.library("com.h2database:h2")).isEqualTo("add com.h2database:h2 to the dependencies in pom.xml");
        assertThat(Installation.library("org.apache.camel:camel-smb", "files"))
                .isEqualTo("build with the Maven profile files");
    }

    @Test
    void aDistributionTakesItFromDropInAndNamesCamelsVersion() {
        assertThat(Installation.ofCommand("serai", "com.h2database:h2"))
                .isEqualTo("put the jar of com.h2database:h2, and those that it needs, into %s and start again"
                        .formatted(Path.of("drop-in").toAbsolutePath()));
        assertThat(Installation.ofCommand("serai --home /srv/serai", "org.apache.camel:camel-smb"))
                .contains("the jar of org.apache.camel:camel-smb 4.").contains("/drop-in");
    }

    @Test
    void aHomeWhoseNameWouldMeanSomethingInATemplateIsLeftOut() {
        assertThat(Installation.inMessages("serai --home /srv/learning_1.0")).isEqualTo("serai --home /srv/learning_1.0");
        assertThat(Installation.inMessages("serai --home /srv/100%d")).isEqualTo("serai");
        assertThat(Installation.inMessages("serai --home /srv/{}")).isEqualTo("serai");
    }

    @Test
    void theDropInFolderStandsInTheHomeOfTheSettings() {
        assertThat(DropIn.of(List.of("/srv/serai/conf/application.properties")).folder()).isEqualTo(Path.of("/srv/serai/drop-in"));
        assertThat(DropIn.of(List.of("application.properties")).folder()).isEqualTo(Path.of("drop-in").toAbsolutePath());
    }

    @Test
    void aJarOfSeraisOwnComesBeforeAnotherBuildOfTheSame() throws Exception {
        PrivateFolder.make(folder.resolve("drop-in"));
        for (String name : List.of("postgresql-1.0.jar", "h2-2.0.jar")) {
            try (OutputStream file = Files.newOutputStream(folder.resolve("drop-in").resolve(name));
                    JarOutputStream jar = new JarOutputStream(file)) {
                jar.putNextEntry(new JarEntry("one"));
            }
        }
        DropIn dropIn = DropIn.of(List.of(folder.resolve("application.properties").toString()));

        assertThat(dropIn.jars()).noneMatch(DropIn::isUnreadable);
        assertThat(dropIn.jars().stream().map(DropIn::shippedBefore).map(shipped -> shipped.orElse("none"))).hasSize(2)
                .first().isEqualTo("none");
        assertThat(DropIn.shippedBefore(Path.of("postgresql-1.0.jar"))).hasValueSatisfying(
                shipped -> assertThat(shipped).startsWith("postgresql-42"));
    }
}
