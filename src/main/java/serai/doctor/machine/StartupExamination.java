package serai.doctor.machine;

import serai.doctor.Examination;
import serai.doctor.Observations;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static serai.installation.Installation.SERAI;

/** What the launcher keeps so that a start is quicker: an archive of classes, with Java 25 and later an AOT cache. */
public final class StartupExamination implements Examination {

    /** The launcher sets this property to the archive's path, whether the file exists or not. */
    private static final String PROPERTY = "serai.start.archive";

    /** Lists the files that are mapped into this process, on Linux. The process was started with the options of a run. */
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private final Path archive;
    private final Path mapped;

    StartupExamination(Path archive, Path mapped) {
        this.archive = archive;
        this.mapped = mapped;
    }

    /** Empty where no launcher has started this process. */
    public static Optional<StartupExamination> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of)
                .map(archive -> new StartupExamination(archive, MAPPED));
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
        } else if (isUsed()) {
            observations.ok("quick, by the %s %s (%s)".formatted(kind(), archive, Folder.size(Files.size(archive))));
        } else {
            observations.warn("the %s %s is there, and this Java doesn't use it, so each start takes longer"
                    .formatted(kind(), archive),
                    ("remove from SERAI_JAVA_OPTIONS the options that keep Java from using it%s; if there are none, delete "
                            + "the file, and")
                            .formatted(isAotCache() ? " (another garbage collector, the flight recorder, an agent)" : "")
                            + " the next " + SERAI + " run makes it anew");
        }
    }

    /** Whether this process uses the archive, as far as its mappings can be read; Java ignores an unusable archive silently. */
    private boolean isUsed() throws IOException {
        return !Files.isReadable(mapped) || new String(Files.readAllBytes(mapped), ISO_8859_1).contains(nameOfBytes());
    }

    /** The archive's path as the kernel lists it, with links resolved; each byte is one character of ISO 8859-1. */
    private String nameOfBytes() throws IOException {
        Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return new String(archive.toRealPath().toString().getBytes(names), ISO_8859_1);
    }

    private String kind() {
        return isAotCache() ? "AOT cache" : "archive of classes";
    }

    private boolean isAotCache() {
        return archive.toString().endsWith(".aot");
    }
}
