package serai.doctor.machine;

import serai.doctor.Examination;
import serai.doctor.Observations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static serai.installation.Installation.SERAI;

/** What the launcher keeps so that a start is quicker: an archive of classes, with Java 25 and later an AOT cache. */
public final class StartupExamination implements Examination {

    /** Set by the launcher to the file, whether it is there or not. */
    private static final String PROPERTY = "serai.start.archive";

    private final Path archive;

    StartupExamination(Path archive) {
        this.archive = archive;
    }

    /** Empty where no launcher has started this process. */
    public static Optional<StartupExamination> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(StartupExamination::new);
    }

    @Override
    public String subject() {
        return "machine";
    }

    @Override
    public void examine(Observations observations) throws IOException {
        observations.trying("start");
        if (!Files.exists(archive)) { // or where its folder can't be looked into
            observations.ok("no quick start yet: the first " + SERAI + " run prepares it, where it may write to "
                    + archive.toAbsolutePath().getParent() + (isAotCache() ? " and has 2 GiB of memory" : ""));
        } else if (Files.size(archive) == 0) { // the launcher's sign that it has failed
            observations.warn("a quick start could not be prepared, and is not tried again "
                    + (isAotCache() ? "for a day" : "with this build and this Java"),
                    "to have it tried sooner, delete %s and run Serai, which says what has failed".formatted(archive));
        } else {
            observations.ok("quick, by the %s %s (%s)".formatted(isAotCache() ? "AOT cache" : "archive of classes", archive,
                    Folder.size(Files.size(archive))));
        }
    }

    private boolean isAotCache() {
        return archive.toString().endsWith(".aot");
    }
}
