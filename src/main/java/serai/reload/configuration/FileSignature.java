package serai.reload.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Times, lengths and identities of files, by which an edit is noticed without reading them. */
public record FileSignature(Map<Path, String> files) {

    /**
     * Looks at the files now; in a folder, at as many as {@link NamedFiles} takes.
     *
     * @param folder all files below it; empty for none
     * @param others further files, which need not be there
     */
    public static FileSignature of(Optional<Path> folder, Collection<Path> others) {
        Map<Path, String> files = new TreeMap<>();
        folder.ifPresent(below -> NamedFiles.list(below, Integer.MAX_VALUE).forEach(file -> files.put(file, signature(file))));
        others.forEach(file -> files.put(file, signature(file)));
        return new FileSignature(files);
    }

    private static String signature(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %s %s".formatted(is.lastModifiedTime(), is.size(), is.fileKey());
        } catch (IOException e) {
            return "none";
        }
    }
}
