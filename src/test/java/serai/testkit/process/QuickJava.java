package serai.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a test starts a process of this Java: most of what a short one costs is loading and compiling of classes. */
public final class QuickJava {

    /** The first Java that warns at each start of what SQLite and Netty use; the launcher and the jar's manifest allow it. */
    private static final int WARNS_OF_LIBRARIES = 24;

    private QuickJava() {
    }

    /** The executable and its options; to be followed by class path and main class. The list may be changed. */
    public static List<String> command() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                // Of this build and its libraries; where the distribution is tried, they are verified as ever.
                "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
        if (Runtime.version().feature() >= WARNS_OF_LIBRARIES) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        return command;
    }
}
