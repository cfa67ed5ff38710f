package serai.cli.home;

import java.nio.file.Files;
import java.nio.file.Path;

import static serai.installation.Installation.DROP_IN;
import static serai.installation.Installation.SERAI;

/**
 * A home: the folder of all that is a user's: {@code conf/application.properties}, {@code routes/}, {@code drop-in/}, and
 * {@code data/}, which the first start makes. What is shipped stands elsewhere and is exchanged as a whole.
 */
record Home(Path folder) {

    /** The one that this process runs in. */
    static Home current() {
        return new Home(Path.of(""));
    }

    Path settings() {
        return folder.resolve("conf/application.properties");
    }

    Path routes() {
        return folder.resolve("routes");
    }

    Path dropIn() {
        return folder.resolve(DROP_IN);
    }

    /** The file of that name below the folder of the routes. */
    Path route(String name) {
        return routes().resolve(name);
    }

    /** What was shipped when that file was copied: to tell later what has changed since. */
    Path original(String name) {
        return folder.resolve("conf/shipped").resolve(name);
    }

    /** @throws IllegalArgumentException if it is none */
    void require() {
        if (!Files.exists(settings())) {
            throw new IllegalArgumentException(
                    "%s is no home: it has no conf/application.properties; name one with --home or SERAI_HOME, or make one: %s init DIR"
                            .formatted(folder.toAbsolutePath(), SERAI));
        }
    }
}
