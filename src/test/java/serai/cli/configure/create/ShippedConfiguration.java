package serai.cli.configure.create;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A copy of the configuration that is shipped, to which a destination is added. */
abstract class ShippedConfiguration {

    @TempDir
    Path folder;
    NewConfiguration configuration;
    Map<String, String> before;

    @BeforeEach
    void copyWhatIsShipped() throws IOException {
        configuration = new NewConfiguration(folder);
        before = configuration.files();
    }

    void router(String yaml) throws IOException {
        Files.writeString(configuration.routes().resolve(NewConfiguration.ROUTER), yaml);
    }
}
