package serai.reload.configuration;

import org.apache.camel.CamelContext;
import serai.settings.Settings;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that routes name: statements, templates and what stands beside these. In the folder of the routes, every file or folder
 * counts that a text of a route's file names. Elsewhere only a file counts that is named as {@code file:…} and is outside of the
 * data folder, which changes all the time.
 */
final class NamedFiles {

    private static final String FILE = "file:";
    private static final int FILES_MAX = 10_000;
    private static final long BYTES_MAX = 16_777_216;

    private final Optional<Path> routes;
    private final Path data;
    private final Set<Path> seen = new TreeSet<>();

    NamedFiles(CamelContext context) {
        Settings settings = Settings.of(context);
        String place = settings.text(RuntimeSetting.ROUTES);
        this.routes = place.startsWith(FILE) ? Optional.of(normal(Path.of(place.substring(FILE.length())))) : Optional.empty();
        this.data = normal(settings.path(RuntimeSetting.DATA));
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The folder of the routes; empty if they are in the jar. */
    Optional<Path> routes() {
        return routes;
    }

    /** All files that were named, wherever. */
    Set<Path> seen() {
        return seen;
    }

    /** The digests of the files that these texts name, by their paths. */
    Map<Path, String> of(Set<String> texts) {
        Map<Path, String> found = new TreeMap<>();
        for (String text : texts) {
            path(text).ifPresent(path -> files(path).forEach(file -> found.computeIfAbsent(file, FileDigest::of)));
        }
        seen.addAll(found.keySet());
        return found;
    }

    private Optional<Path> path(String text) {
        if (text.isBlank() || text.contains("\n") || text.contains("{{")) {
            return Optional.empty();
        }
        String withoutOptions = text.split("\\?", 2)[0];
        int file = withoutOptions.indexOf(FILE);
        String named = file >= 0 ? withoutOptions.substring(file + FILE.length()) : withoutOptions.replaceFirst("^[a-z]+:", "");
        try {
            Path path = normal(Path.of(named));
            boolean inside = routes.isPresent() && path.startsWith(routes.get()) && !path.equals(routes.get());
            return inside && Files.exists(path) || file >= 0 && isSmall(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean isSmall(Path path) {
        try {
            return Files.isRegularFile(path) && !path.startsWith(data) && Files.size(path) <= BYTES_MAX;
        } catch (IOException e) {
            return false;
        }
    }

    /** A folder's files; for a file, those beside it too, since a template may take them in. */
    private static List<Path> files(Path path) {
        Path folder = Files.isDirectory(path) ? path : path.getParent();
        return folder == null ? List.of(path) : list(folder, Files.isDirectory(path) ? Integer.MAX_VALUE : 1).stream()
                .filter(file -> !file.getFileName().toString().endsWith(".yaml")).toList();
    }

    /** The files of a folder; none if it is gone. */
    static List<Path> list(Path folder, int depth) {
        try (Stream<Path> all = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(Files::isRegularFile).limit(FILES_MAX).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
