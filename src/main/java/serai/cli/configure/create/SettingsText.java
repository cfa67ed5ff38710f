package serai.cli.configure.create;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A settings file as it is, byte for byte, and with lines at its end. */
final class SettingsText {

    private final byte[] bytes;

    private SettingsText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the file; one that is not there is empty. */
    static SettingsText read(Path file) throws IOException {
        return new SettingsText(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    }

    /** The names that the file sets. */
    Set<String> keys() throws IOException {
        Properties set = new Properties();
        try {
            set.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("it has a \\u without four digits after it", e);
        }
        return set.stringPropertyNames();
    }

    /** The last line that sets a key to a list of names that ends in that line; empty if there is none. */
    private Optional<MatchResult> list(String key) {
        Pattern line = Pattern.compile("(?m)^[ \\t]*" + Pattern.quote(key) + "[ \\t]*[=:][ \\t]*([\\w, -]*\\w)(?=[ \\t]*\\r?$)");
        return line.matcher(bytewise()).results().reduce((first, second) -> second);
    }

    /** Whether a list of names can get one more. */
    boolean hasList(String key) {
        return list(key).isPresent();
    }

    /** The file with one more name in a list. */
    SettingsText withListed(String key, String name) {
        MatchResult found = list(key).orElseThrow();
        return new SettingsText(new StringBuilder(bytewise()).insert(found.end(), "," + name).toString()
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A character for each byte, so that what is not in UTF-8 stays as it is. */
    private String bytewise() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The file with these lines appended after an empty line; they end as the file's own lines do. */
    SettingsText with(List<String> lines) {
        if (lines.isEmpty()) {
            return this;
        }
        String present = bytewise();
        String end = present.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder added = new StringBuilder();
        if (!present.isEmpty() && !present.endsWith("\n")) {
            added.append(end);
        }
        if (!present.isBlank() && !present.endsWith(end + end)) {
            added.append(end);
        }
        lines.forEach(line -> added.append(line).append(end));
        byte[] more = added.toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return new SettingsText(all);
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
