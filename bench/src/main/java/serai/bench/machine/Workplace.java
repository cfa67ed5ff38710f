package serai.bench.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * What one bench works with: an empty folder on the real disk, free ports of the loopback address, and processes, all of which
 * end with it. The working directory is the checkout's.
 */
public final class Workplace implements AutoCloseable {

    /** Everything that the benches leave behind, beside the results. */
    public static final Path BASE = Path.of("target", "bench").toAbsolutePath();

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Path folder;
    private final boolean isLong;
    private boolean isMeasured;
    private final Deque<Child> children = new ArrayDeque<>();
    private boolean closed;

    public Workplace(String bench, boolean isLong) throws IOException {
        this.folder = BASE.resolve("work").resolve(bench);
        this.isLong = isLong;
        delete(folder);
        Files.createDirectories(folder);
    }

    /** An empty folder of that name in the bench's; what it held is gone. */
    public Path folder(String name) throws IOException {
        Path inside = folder.resolve(name);
        delete(inside);
        return Files.createDirectories(inside);
    }

    /** Whether {@code --long} was asked for: more records, and longer rounds. */
    public boolean isLong() {
        return isLong;
    }

    /** From now on rounds are measured, and no longer warm up only. */
    public synchronized void beginMeasured() {
        isMeasured = true;
    }

    /** For how long a round that counts things in time should count them; with {@code --long}, longer if it is measured. */
    public synchronized Duration round() {
        return Duration.ofSeconds(isLong && isMeasured ? 6 : 3);
    }

    /** A port of the loopback address that nobody listens on now. */
    public int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a command, with additions to the environment; its output goes to a log in the folder. */
    public Child start(String name, Map<String, String> environment, List<String> command) throws IOException {
        return start(name, Path.of("").toAbsolutePath(), environment, command);
    }

    /** As {@link #start(String, Map, List)}, in a working directory. */
    public synchronized Child start(String name, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        if (closed) {
            throw new IOException("the bench is being stopped");
        }
        Child child = new Child(name, directory, environment, command, folder.resolve(name + ".log"));
        children.push(child);
        return child;
    }

    /** Starts a main class of this class path (all of Serai's libraries, and the bench's own) in a fresh Java. */
    public Child startJava(String name, List<String> options, Class<?> main, String... arguments) throws IOException {
        return startJava(name, options, System.getProperty("java.class.path"), main, arguments);
    }

    /** Starts a main class of another class path in a fresh Java. */
    public Child startJava(String name, List<String> options, String classPath, Class<?> main, String... arguments)
            throws IOException {
        return startJava(JAVA, name, options, classPath, main, arguments);
    }

    /** Starts a main class of another class path in another Java. */
    public Child startJava(Path java, String name, List<String> options, String classPath, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(Arrays.asList(arguments));
        return start(name, Map.of(), command);
    }

    /** Stops every process that is left, the youngest first. */
    @Override
    public synchronized void close() {
        closed = true;
        children.forEach(Child::close);
    }

    /** Deletes a folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
