package serai.cli.home;

import serai.settings.SpellingSuggestion;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static serai.installation.Installation.SERAI;

/** The files of routes that are in the jar, with the statements in {@code sql/}. */
final class ShippedFiles {

    private static final int LETTERS_MAX = 8;

    /** The texts by the files' names below the folder of the routes, such as {@code sql/sqlite/create.sql}. */
    private final Map<String, String> texts = new TreeMap<>();

    private ShippedFiles() {
    }

    /** @throws IOException if the jar can't be read */
    static ShippedFiles read() throws IOException {
        URI router = URI.create(String.valueOf(ShippedFiles.class.getResource("/routes/router.camel.yaml")));
        ShippedFiles files = new ShippedFiles();
        if (router.getScheme().equals("file")) { // classes that are in no jar
            files.add(Path.of(router).resolveSibling(""));
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(router, Map.of())) {
                files.add(jar.getPath("/routes"));
            }
        }
        return files;
    }

    private void add(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
    }

    /** The texts of all shipped files by their names, sorted by name. */
    Map<String, String> all() {
        return texts;
    }

    /** @throws IllegalArgumentException if no shipped file has that name */
    void require(String name) {
        if (!texts.containsKey(name)) {
            throw new IllegalArgumentException("no file %s is shipped; %s".formatted(name,
                    SpellingSuggestion.nearest(name, texts.keySet().stream(), LETTERS_MAX).map("did you mean %s?"::formatted)
                            .orElse(SERAI + " copy-shipped lists those that are")));
        }
    }

    /** The name below the folder of the routes of a file that was typed with that folder or without. */
    static String name(String given) {
        return given.replaceFirst("^(\\./)?(.*/)?routes/", "");
    }
}
