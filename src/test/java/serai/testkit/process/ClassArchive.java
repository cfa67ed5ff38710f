package serai.testkit.process;

import serai.testkit.MemoryFolder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * The classes of the libraries as Java has loaded them: with it a process of Serai that a test starts costs a fifth to a third
 * less. The first process that needs it has it made, once for a Java and its libraries, while others wait; it stays in
 * {@code target}. An empty file says that this Java makes none, and everything works without.
 */
final class ClassArchive {

    private static final Path FOLDER = Path.of("target");
    private static final int MINUTES_MAX = 3;
    /** Serai's classes change with each build. Java 17 can't dump lambdas of signed jars, nor what it makes for method handles. */
    private static final Pattern LEFT_OUT = Pattern.compile("^(@lambda-proxy )?serai/.*|^@lambda-proxy com/(azure|microsoft)/.*"
            + "|^@lambda-form-invoker.*|^java/lang/invoke/BoundMethodHandle.Species_.*");

    private ClassArchive() {
    }

    /** The options by which Java uses the archive, for a class path that begins with these jars. */
    static synchronized List<String> options(List<Path> jars) throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        Path archive = FOLDER.resolve("libraries-" + key(jars) + ".jsa").toAbsolutePath();
        if (!Files.exists(archive)) {
            try (FileChannel channel = FileChannel.open(FOLDER.resolve("libraries.lock"), CREATE, WRITE);
                    FileLock lock = channel.lock()) { // held for two steps of MINUTES_MAX at the most
                if (!Files.exists(archive)) {
                    make(archive, jars);
                }
            }
        }
        return archive.toFile().length() == 0 ? List.of() : List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
    }

    private static UUID key(List<Path> jars) {
        StringBuilder all = new StringBuilder(System.getProperty("java.home")).append(Runtime.version());
        for (Path jar : jars) {
            File file = jar.toFile();
            all.append('\n').append(file).append(' ').append(file.length()).append(' ').append(file.lastModified());
        }
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void make(Path archive, List<Path> jars) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(FOLDER, "libraries-*.jsa*")) {
            for (Path other : others) {
                Files.delete(other);
            }
        }
        Path made = archive.resolveSibling(archive.getFileName() + ".part");
        try (MemoryFolder work = MemoryFolder.make()) {
            Path loaded = work.path().resolve("loaded");
            Path classes = work.path().resolve("classes");
            boolean whole = runs(work, List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + loaded, "-cp",
                    QuickJava.classPath(jars, QuickJava.built()), "serai.cli.Main", "demo", "--rehearse", "--data", "data"));
            if (whole) {
                try (Stream<String> lines = Files.lines(loaded)) {
                    Files.write(classes, lines.filter(line -> !LEFT_OUT.matcher(line).matches()).toList());
                }
                whole = runs(work, List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + made, "-cp", QuickJava.classPath(jars, List.of())));
            }
            if (whole) {
                Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            } else {
                System.err.println("No archive of classes: " + Files.readString(work.path().resolve("log")));
                Files.createFile(archive);
            }
        }
    }

    private static boolean runs(MemoryFolder work, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(QuickJava.java());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(work.path().toFile()).redirectErrorStream(true)
                .redirectOutput(work.path().resolve("log").toFile()).start();
        try {
            return process.waitFor(MINUTES_MAX, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        } finally {
            process.destroyForcibly();
        }
    }
}
