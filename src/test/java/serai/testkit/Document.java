package serai.testkit;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A Markdown file whose parts the build checks. A part stands between {@code <!-- begin NAME -->} and
 * {@code <!-- end NAME -->}, which no reader of the page sees.
 */
public final class Document {

    private final Path file;
    private String text;

    private Document(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    public static Document of(String file) {
        try {
            return new Document(Path.of(file), Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text;
    }

    /** The part of that name, without its marks. */
    public String part(String name) {
        return text.substring(begin(name), end(name));
    }

    /** What stands in the part's one fenced block. */
    public String block(String name) {
        String part = part(name);
        return part.substring(part.indexOf('\n') + 1, part.lastIndexOf("```"));
    }

    /** The settings that stand in the part's one fenced block. */
    public Properties settings(String name) {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(block(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /**
     * Compares a part with what it should be; {@code -Ddocs.write} writes it instead.
     *
     * @throws AssertionError with the text that it should be
     */
    public void assertPart(String name, String expected) {
        if (part(name).equals(expected)) {
            return;
        }
        if (System.getProperty("docs.write") == null) {
            throw new AssertionError("%s: the part '%s' isn't as it should be. mvn test -Ddocs.write writes:%n%s"
                    .formatted(file, name, expected));
        }
        text = text.substring(0, begin(name)) + expected + text.substring(end(name));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #assertPart} for a part that is one fenced block. */
    public void assertBlock(String name, String language, String expected) {
        assertPart(name, "```" + language + "\n" + expected + "```\n");
    }

    private int begin(String name) {
        return require("<!-- begin " + name + " -->\n") + ("<!-- begin " + name + " -->\n").length();
    }

    private int end(String name) {
        return require("<!-- end " + name + " -->");
    }

    private int require(String mark) {
        int at = text.indexOf(mark);
        if (at < 0) {
            throw new AssertionError("%s has no mark %s".formatted(file, mark.strip()));
        }
        return at;
    }
}
