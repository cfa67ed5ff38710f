package serai.bench.load;

import serai.bench.machine.Workplace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The credentials with which the load signs in, at Serai and at every peer that asks for them. */
public final class Credentials {

    public static final String USER = "praesidium";
    public static final String PASSWORD = "only for the bench";

    /** The header {@code Authorization} of Basic authentication. */
    public static final String AUTHORIZATION = "Basic " + Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private Credentials() {
    }

    /** Writes them as Camel's server reads them. @return the file */
    public static Path usersFile(Workplace workplace) throws IOException {
        Path file = workplace.folder("users").resolve("users.properties");
        return Files.writeString(file, "user.%s = %s%n".formatted(USER, PASSWORD));
    }
}
