package serai.check.files;

import serai.check.Configuration;
import serai.check.Finding;
import serai.check.Place;
import serai.check.RouteFile;
import serai.check.Rule;
import serai.settings.known.RuntimeSetting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file that looks like a file of routes, but is not loaded because of its name or its folder. */
final class FileIsLoaded implements Rule {

    private static final int FOLDERS_MAX = 3;
    private static final String YAML = ".yaml";
    private static final String FORGET = "forget";

    @Override
    public String id() {
        return "file-not-loaded";
    }

    @Override
    public String meaning() {
        return "A file in the folder of the routes looks like a file of routes, but its name does not end with `.camel.yaml`, or "
                + "it stands in a folder below. Serai does not load it. A file in `forget` is run by the command `forget`, for "
                + "the destination of its name.";
    }

    @Override
    public Stream<Finding> findings(Configuration configuration) {
        String routes = configuration.settings().text(RuntimeSetting.ROUTES);
        Path folder = Path.of(RouteFile.shown(routes));
        if (!routes.startsWith("file:") || !Files.isDirectory(folder)) {
            return Stream.empty();
        }
        Set<Path> loaded = configuration.files().stream().map(file -> Path.of(file.name()).toAbsolutePath().normalize())
                .collect(Collectors.toSet());
        try (Stream<Path> all = Files.walk(folder, FOLDERS_MAX)) {
            return all.filter(file -> isLikeRoutes(file) && !loaded.contains(file.toAbsolutePath().normalize())
                    && !loaded.contains(destination(folder, file))).sorted().toList().stream().map(file -> finding(folder, file));
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty(); // a folder below that can't be read has no routes of ours
        }
    }

    private static boolean isToForget(Path folder, Path file) {
        return folder.resolve(FORGET).equals(file.getParent()) && file.toString().endsWith(YAML);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    /** For a file in {@code forget}, the file of its destination, with which a command loads it; otherwise the file itself. */
    private static Path destination(Path folder, Path file) {
        return (isToForget(folder, file) ? folder.resolve("destination-" + name(file) + ".camel.yaml") : file).toAbsolutePath()
                .normalize();
    }

    private static boolean isLikeRoutes(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.matches(".*\\.(yaml|yml)|.*\\.camel\\.\\w+") && !name.matches(".*\\.test\\.ya?ml|\\..*")
                && !Files.isDirectory(file);
    }

    private Finding finding(Path folder, Path file) {
        if (!Files.isReadable(file)) {
            return error(Place.of(file.toString()), "this file can't be read", "put it there, and let Serai's user read it");
        }
        String name = file.getFileName().toString();
        if (isToForget(folder, file)) {
            return warning(Place.of(file.toString()),
                    "there is no destination-%s.camel.yaml, so this file is never run".formatted(name(file)),
                    "name it after the file of its destination, or remove it");
        }
        boolean below = !folder.equals(file.getParent());
        return warning(Place.of(file.toString()), below ? "a folder below the routes is not looked into, so this file is not loaded"
                : "this file is not loaded, because its name does not end with .camel.yaml",
                below ? "move it to %s, or out of the routes' folder".formatted(folder)
                        : "name it %s.camel.yaml, or move it elsewhere"
                                .formatted(name.replaceFirst("(?i)(\\.camel)?\\.\\w+$", "")));
    }
}
