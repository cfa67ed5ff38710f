package serai.installation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The folder of jars that a user has put behind Serai's own: drivers, Camel components, beans.
 *
 * @param folder which need not be there
 */
public record DropIn(Path folder) {

    private static final String JAR = ".jar";

    /** The one of the home that settings come from. */
    public static DropIn of(Collection<String> settingsFiles) {
        Path file = Path.of(settingsFiles.stream().findFirst().orElse("application.properties")).toAbsolutePath();
        Path beside = Objects.requireNonNull(file.getParent(), "a file is in a folder");
        Path home = beside.endsWith("conf") ? Objects.requireNonNull(beside.getParent(), "conf is in a folder") : beside;
        return new DropIn(home.resolve(Installation.DROP_IN));
    }

    /** The jars, by their names' order, which is that of the class path. */
    public List<Path> jars() {
        return files().filter(file -> file.getFileName().toString().endsWith(JAR)).toList();
    }

    /** What the launcher passes over, since it does not end in {@code .jar}. */
    public List<Path> others() {
        return files().filter(file -> !file.getFileName().toString().endsWith(JAR)).toList();
    }

    private Stream<Path> files() {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("%s can't be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Whether Java would pass over the file without a word. */
    public static boolean isUnreadable(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.size() == 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** The name of the jar of Serai's that has another build of the same artifact, and comes in front of it. */
    public static Optional<String> shippedBefore(Path jar) {
        String name = artifact(jar.getFileName().toString());
        return shipped().stream().filter(one -> artifact(one).equals(name)).findFirst();
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("(-\\d.*)?\\.jar$", "");
    }

    /** The names of the jars on the class path that are not of a drop-in folder, those among them that a manifest names. */
    private static Set<String> shipped() {
        Set<String> names = new LinkedHashSet<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Path folder = jar.toAbsolutePath().getParent();
            if (entry.endsWith(JAR) && folder != null && !folder.endsWith(Installation.DROP_IN)) {
                names.add(jar.getFileName().toString());
                names.addAll(named(jar));
            }
        }
        return names;
    }

    private static List<String> named(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String path = file.getManifest() == null ? null : file.getManifest().getMainAttributes().getValue("Class-Path");
            return path == null ? List.of() : Arrays.stream(path.split(" +")).map(one -> one.replaceFirst(".*/", "")).toList();
        } catch (IOException e) {
            return List.of(); // one that Java passes over, too
        }
    }
}
