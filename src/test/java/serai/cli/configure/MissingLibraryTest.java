package serai.cli.configure;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.Serai;
import serai.check.Finding;
import serai.testkit.PrivateFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A bean whose class is here, without the library that it needs: {@code BlobStorage} without the Maven profile. */
class MissingLibraryTest {

    private static final String BEAN = "serai.destinations.blob.BlobStorage";
    private static final String LIBRARY = "org.apache.camel.component.azure.storage.blob.BlobComponent";

    @TempDir
    private Path folder;
    private Path settings;

    @BeforeEach
    void shipped() throws Exception {
        Path routes = PrivateFolder.make(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.copy(Path.of("docs/destinations/destination-hr-blob.camel.yaml"), routes.resolve("destination-hr-blob.camel.yaml"));
        settings = Files.writeString(folder.resolve("application.properties"), """
                serai.data = %s/data
                serai.routes = file:%1$s/routes
                serai.destination.hr-blob.url = https://contoso.blob.core.windows.net
                serai.destination.hr-blob.container = learning
                """.formatted(folder));
    }

    private CamelContext withoutTheLibrary() {
        CamelContext context = CheckedConfiguration.context(settings, null);
        context.setClassResolver(new WithoutTheLibrary(context));
        return context;
    }

    private static final class WithoutTheLibrary extends DefaultClassResolver {

        WithoutTheLibrary(CamelContext context) {
            super(context);
        }

        @Override
        public Class<?> resolveMandatoryClass(String name) throws ClassNotFoundException {
            if (name.equals(BEAN)) {
                throw (Error) new NoClassDefFoundError(LIBRARY.replace('.', '/')).initCause(new ClassNotFoundException(LIBRARY));
            }
            return super.resolveMandatoryClass(name);
        }
    }

    @Test
    void checkNamesTheBeanAndTheProfile() throws Exception {
        try (CheckedConfiguration checked = CheckedConfiguration.of(withoutTheLibrary())) {
            assertThat(checked.findings().stream().filter(finding -> finding.rule().equals("missing-bean")).map(Finding::toString))
                    .singleElement().asString().contains("destination-hr-blob.camel.yaml:3:")
                    .contains("this bean needs the library of Azure Blob Storage, which is missing")
                    .contains("Maven profile azure-blob");
        }
    }

    @Test
    void aStartIsRefusedInOneLine() {
        assertThatThrownBy(() -> Serai.addAlone(withoutTheLibrary(), (uri, endpoint) -> endpoint))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(LIBRARY).hasMessageContaining("./serai check");
    }
}
