package serai.formats.template;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import serai.formats.UntranslatableRecordException;
import serai.model.Digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A template's text, the name that people know it by, and messages that name a place in it. */
final class TemplateFile {

    /** The name of a file beside the template, without a folder, so that nothing outside of the template's folder is read. */
    private static final Pattern BESIDE = Pattern.compile("\\w[\\w.-]*");
    private static final int DIGEST_BYTES = 4;

    private final CamelContext context;
    private final String location;
    private final String text;

    private TemplateFile(CamelContext context, String location, String text) {
        this.context = context;
        this.location = location;
        this.text = text;
    }

    /**
     * @param location such as {@code file:routes/hr.jslt}
     * @throws UnusableTemplateException if it can't be read
     */
    static TemplateFile read(CamelContext context, String location) {
        Resource file = PluginHelper.getResourceLoader(context).resolveResource(location);
        if (!file.exists()) {
            throw new UnusableTemplateException("there is no %s, which a destination's route names as its template; put it there"
                    .formatted(shown(location)));
        }
        try (InputStream bytes = file.getInputStream()) {
            return new TemplateFile(context, location, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnusableTemplateException("%s can't be read; make it readable to Serai".formatted(shown(location)));
        }
    }

    private static String shown(String location) {
        return location.replaceFirst("^(file|classpath):", "");
    }

    /** The path, without {@code file:}. */
    String name() {
        return shown(location);
    }

    String text() {
        return text;
    }

    /** The file's name and a digest of its text: which version of the template has written a document. */
    String version() {
        byte[] digest = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        return name().replaceFirst(".*/", "") + "/" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    /**
     * Another file in the same folder.
     *
     * @throws UnusableTemplateException if it can't be read, or the name is a path
     */
    TemplateFile beside(String file) {
        if (!BESIDE.matcher(file).matches()) {
            throw new UnusableTemplateException(
                    "%s includes '%s'; a template can include files of its own folder only, by their name"
                            .formatted(name(), file));
        }
        return read(context, location.replaceFirst("[^/:]*$", "") + file);
    }

    /** The line that has the character at that offset; 0 if the offset is unknown (negative). */
    int lineAt(int offset) {
        return offset < 0 ? 0
                : 1 + (int) text.substring(0, Math.min(offset, text.length())).chars().filter(one -> one == '\n').count();
    }

    /** A fault of the template itself, for every record. */
    UnusableTemplateException unusable(int line, int column, String cause) {
        return new UnusableTemplateException("%s: %s; correct the template".formatted(place(name(), line, column), cause));
    }

    /** The template's failure with one record. */
    UntranslatableRecordException failed(int line, int column, String cause) {
        return failed(name(), line, column, cause);
    }

    /** As {@link #failed(int, int, String)}, in a file that the template includes; null for the template itself. */
    UntranslatableRecordException failed(@Nullable String file, int line, int column, String cause) {
        return UntranslatableRecordException.because(place(file == null ? name() : file, line, column) + ": " + cause);
    }

    private static String place(String file, int line, int column) {
        return line < 1 ? file : column < 1 ? file + ":" + line : "%s:%s:%s".formatted(file, line, column);
    }
}
