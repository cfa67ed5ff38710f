package serai.testkit;

import java.util.regex.Pattern;

/**
 * The line that Serai logs at a start about the data folder's file system: one in memory, a container's, or that of a chroot, which
 * the system does not name. It depends on the machine, so all tests but {@code DataFolderTest} leave it out.
 */
public final class MachineDoubt {

    private static final Pattern TOLD = Pattern.compile("The data folder .* is on a file system \\(");

    private MachineDoubt() {
    }

    /** Whether the line is another one. */
    public static boolean isNotIn(String line) {
        return !TOLD.matcher(line).find();
    }
}
