package serai.testkit;

import java.util.regex.Pattern;

/**
 * What Serai says at a start of the file system that a test's data folder is on: of one in memory, a container's, or that of a
 * chroot, which the system does not name. It depends on the machine, and is no matter of a test but {@code DataFolderTest}.
 */
public final class MachineDoubt {

    private static final Pattern TOLD = Pattern.compile("The data folder .* is on a file system \\(");

    private MachineDoubt() {
    }

    /** Whether the line says something else. */
    public static boolean isNotIn(String line) {
        return !TOLD.matcher(line).find();
    }
}
