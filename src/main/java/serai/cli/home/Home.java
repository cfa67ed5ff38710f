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

    /** The home whose folder is this process's working directory. */
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

    /** The shipped file as it was when the user's file was copied from it, to compare with later. */
    Path original(String name) {
        return folder.resolve("conf/shipped").resolve(name);
    }

    /** @throws IllegalArgumentException if the folder is no home */
    void require() {
        if (!Files.exists(settings())) {
            throw new IllegalArgumentException(
                    "%s is no home: it has no conf/application.properties; name one with --home or SERAI_HOME, or make one: %s init DIR"
                            .formatted(folder.toAbsolutePath(), SERAI));
        }
    }
}
