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
 * The folder of jars that a user has added: drivers, Camel components, beans. On the class path they come after Serai's own.
 *
 * @param folder the folder; it need not exist
 */
public record DropIn(Path folder) {

    private static final String JAR = ".jar";

    /** The drop-in folder of the home to which the first settings file belongs. */
    public static DropIn of(Collection<String> settingsFiles) {
        Path file = Path.of(settingsFiles.stream().findFirst().orElse("application.properties")).toAbsolutePath();
        Path beside = Objects.requireNonNull(file.getParent(), "a file is in a folder");
        Path home = beside.endsWith("conf") ? Objects.requireNonNull(beside.getParent(), "conf is in a folder") : beside;
        return new DropIn(home.resolve(Installation.DROP_IN));
    }

    /** The jars, sorted by name, as on the class path; empty if there is no folder. */
    public List<Path> jars() {
        return files().filter(file -> file.getFileName().toString().endsWith(JAR)).toList();
    }

    /** The files that the launcher ignores, since their names do not end in {@code .jar}. */
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

    /** Whether Java would silently ignore the file: it is not a jar, or an empty one. */
    public static boolean isUnreadable(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.size() == 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** The name of Serai's own jar of the same artifact, which comes earlier on the class path; empty if there is none. */
    public static Optional<String> shippedBefore(Path jar) {
        String name = artifact(jar.getFileName().toString());
        return shipped().stream().filter(one -> artifact(one).equals(name)).findFirst();
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("(-\\d.*)?\\.jar$", "");
    }

    /** The names of the jars on the class path outside of drop-in folders, and of the jars that their manifests name. */
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
            return List.of(); // Java ignores such a jar, too
        }
    }
}
