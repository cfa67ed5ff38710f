package serai.testkit.browser;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import gg.jte.runtime.Constants;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Compiles the templates of the operations page where Maven has not done it, such as in an IDE. */
public final class CompiledTemplates {

    private static final Path SOURCES = Path.of("src/main/jte");
    private static final Path CLASSES = Path.of("target/classes");
    private static boolean done;

    private CompiledTemplates() {
    }

    /** Compiles them if one has no class, or an older one. */
    public static synchronized void ensure() {
        if (!done && newest(SOURCES, ".jte").compareTo(oldest(CLASSES.resolve("gg/jte/generated/precompiled"))) > 0) {
            TemplateEngine engine = TemplateEngine.create(new DirectoryCodeResolver(SOURCES), CLASSES, ContentType.Html, null,
                    Constants.PACKAGE_NAME_PRECOMPILED);
            engine.setTrimControlStructures(true);
            List<String> classPath = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
            engine.precompileAll(classPath);
        }
        done = true;
    }

    private static FileTime newest(Path folder, String ending) {
        return times(folder, ending).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static FileTime oldest(Path folder) {
        return Files.exists(folder) && times(folder, ".class").count() >= times(SOURCES, ".jte").count()
                ? times(folder, ".class").min(Comparator.naturalOrder()).orElseThrow() : FileTime.fromMillis(0);
    }

    private static Stream<FileTime> times(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).map(CompiledTemplates::time).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
