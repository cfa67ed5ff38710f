package serai.cli.configure.create;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;

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
            set.load(new StringReader(text()));
        } catch (IllegalArgumentException e) {
            throw new IOException("it has a \\u without four digits after it", e);
        }
        return set.stringPropertyNames();
    }

    private String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The file with these lines below an empty one; they end as its own lines do. */
    byte[] with(List<String> lines) throws IOException {
        String present = text();
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
        byte[] all = new byte[bytes.length + more.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return all;
    }
}
