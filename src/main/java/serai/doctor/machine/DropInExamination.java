package serai.doctor.machine;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.installation.DropIn;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a user has put into {@code drop-in/}: the jars are on the class path, anything else is not. */
public final class DropInExamination implements Examination {

    private final DropIn dropIn;

    public DropInExamination(DropIn dropIn) {
        this.dropIn = dropIn;
    }

    @Override
    public String subject() {
        return "drop-in";
    }

    @Override
    public void examine(Observations observations) {
        observations.trying("jars");
        List<Path> jars = dropIn.jars();
        List<Path> usable = jars.stream().filter(jar -> !DropIn.isUnreadable(jar)).toList();
        jars.stream().filter(jar -> !usable.contains(jar)).forEach(jar -> observations.fail(
                "%s can't be read as a jar, and Java goes on without it".formatted(jar), "fetch it again, or take it away"));
        if (usable.isEmpty()) {
            observations.ok("no jars of your own in %s".formatted(dropIn.folder()));
        } else {
            observations.ok("jars of your own, behind Serai's: %s".formatted(names(usable)));
        }
        List<Path> others = dropIn.others();
        if (!others.isEmpty()) {
            observations.warn("passed over, since only files named .jar are used: %s".formatted(names(others)),
                    "put the jars themselves into %s".formatted(dropIn.folder()));
        }
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
    }
}
