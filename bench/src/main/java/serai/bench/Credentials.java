package serai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** With which the load signs in, at Serai and at every peer that asks for them. */
final class Credentials {

    static final String USER = "praesidium";
    static final String PASSWORD = "only for the bench";

    /** The header {@code Authorization} of Basic authentication. */
    static final String AUTHORIZATION = "Basic " + Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private Credentials() {
    }

    /** Writes them as Camel's server reads them. @return the file */
    static Path usersFile(Workplace workplace) throws IOException {
        Path file = workplace.folder("users").resolve("users.properties");
        return Files.writeString(file, "user.%s = %s%n".formatted(USER, PASSWORD));
    }
}
