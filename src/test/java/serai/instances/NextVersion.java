package serai.instances;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A jar of the classes that are built, under another version and with one migration more, which adds a column. It stands for the
 * next Serai, of which there is no jar.
 */
final class NextVersion {

    static final String VERSION = "99.0.0";
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path MIGRATIONS = CLASSES.resolve("serai/journal/postgresql");

    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*");

    private NextVersion() {
    }

    static Path make(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Name.IMPLEMENTATION_VERSION, VERSION);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(one -> !one.equals(CLASSES)).toList()) {
                String name = CLASSES.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    out.putNextEntry(new JarEntry(name + "/")); // by which Flyway finds migrations
                } else if (!name.equals("META-INF/MANIFEST.MF")) {
                    out.putNextEntry(new JarEntry(name));
                    Files.copy(file, out);
                }
            }
            out.putNextEntry(new JarEntry("serai/journal/postgresql/V%s__next.sql".formatted(newest() + 1)));
            out.write("ALTER TABLE instance ADD COLUMN of_the_next_version TEXT".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static int newest() {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.map(file -> MIGRATION.matcher(file.getFileName().toString())).filter(Matcher::matches)
                    .mapToInt(file -> Integer.parseInt(file.group(1))).max().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
