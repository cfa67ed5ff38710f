package serai.testkit.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a test starts a process of this Java: most of what a short one costs is loading and compiling of classes. */
public final class QuickJava {

    /** The first Java that warns at each start of calls by SQLite and Netty; the launcher and the jar's manifest allow them. */
    private static final int WARNS_OF_LIBRARIES = 24;

    private QuickJava() {
    }

    /** The executable, its options, and the tests' class path; to be followed by the main class. The list may be changed. */
    public static List<String> command() throws IOException {
        return command(built());
    }

    /** As {@link #command()}, with other classes of this build. */
    static List<String> command(Collection<Path> build) throws IOException {
        List<Path> libraries = entries(Files::isRegularFile);
        List<String> command = java();
        command.addAll(ClassArchive.options(libraries));
        command.addAll(List.of("-cp", classPath(libraries, build)));
        return command;
    }

    /** The executable and its options, without an archive of classes. */
    static List<String> java() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                // The classes of this build and its libraries are not verified here; tests of the distribution do that.
                "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"));
        if (Runtime.version().feature() >= WARNS_OF_LIBRARIES) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        return command;
    }

    /** The folders of classes that are built, the tests' too. */
    static List<Path> built() {
        return entries(Files::isDirectory);
    }

    /** The libraries come first, as in the {@link ClassArchive}, which may have no folder of classes. */
    static String classPath(Collection<Path> libraries, Collection<Path> build) {
        return Stream.concat(libraries.stream(), build.stream()).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Entries of the class path; absolute, since a process may run in another folder. */
    private static List<Path> entries(Predicate<Path> kind) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator)).map(Path::of).map(Path::toAbsolutePath).filter(kind).toList();
    }
}
