package serai.cli.home;

import org.jspecify.annotations.Nullable;
import serai.rehearsal.LineDiff;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's file that has the name of a shipped one, and so stands in its place.
 *
 * @param name     below the folder of the routes
 * @param shipped  what is shipped now; null if nothing of that name is
 * @param original what was shipped when the file was copied; null if that is not known
 */
record ShippedCopy(Home home, String name, @Nullable String shipped, @Nullable String original) {

    static ShippedCopy of(Home home, String name, ShippedFiles shipped) throws IOException {
        return new ShippedCopy(home, name, shipped.all().get(name),
                Files.exists(home.original(name)) ? HomeFiles.read(home.original(name)) : null);
    }

    /** Copies the shipped file, and keeps another copy of it to compare with later. */
    void write() throws IOException {
        if (shipped != null) {
            HomeFiles.write(home.original(name), shipped);
            HomeFiles.write(home.route(name), shipped);
        }
    }

    /** Notes that the user has taken over all changes of the shipped file until now, or that it is no longer shipped. */
    void seen() throws IOException {
        if (shipped != null) {
            HomeFiles.write(home.original(name), shipped);
        } else {
            Files.deleteIfExists(home.original(name));
        }
    }

    /** Whether the shipped file has changed since it was copied, or may have. */
    boolean isBehind() throws IOException {
        if (shipped == null) {
            return original != null;
        }
        return !HomeFiles.read(home.route(name)).equals(shipped) && !(original != null && original.equals(shipped));
    }

    /** What is printed of the file: a line that says whether it is behind, and then the lines that differ. */
    List<String> told() throws IOException {
        String file = home.route(name).toString();
        String text = HomeFiles.read(home.route(name));
        if (text.equals(shipped)) {
            return List.of(file + ": as shipped");
        }
        if (shipped == null) {
            return List.of(file + (original == null ? ": yours; no file of that name is shipped" : ": no longer shipped"));
        }
        if (original == null) {
            return lines(file + ": it is not known when this was copied; it differs from the shipped file (+ yours)",
                    LineDiff.of(shipped, text));
        }
        if (original.equals(shipped)) {
            return List.of(file + ": yours; the shipped file has not changed since it was copied");
        }
        return lines(file + ": the shipped file has changed since it was copied (+ now)", LineDiff.of(original, shipped));
    }

    private static List<String> lines(String first, List<String> more) {
        List<String> lines = new ArrayList<>(List.of(first));
        more.forEach(line -> lines.add("  " + line));
        return lines;
    }
}
