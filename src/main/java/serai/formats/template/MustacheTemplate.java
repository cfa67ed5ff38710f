package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheNotFoundException;
import org.jspecify.annotations.Nullable;
import serai.formats.LocalTimes;
import serai.formats.UntranslatableRecordException;

import java.io.StringReader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.Objects.requireNonNull;

/**
 * A template in <a href="https://mustache.github.io">Mustache</a>: text with the record's values in it. The file's name says what
 * it writes, and so how values are escaped: {@code hr.xml.mustache}, {@code .html.mustache}, {@code .json.mustache} or
 * {@code .txt.mustache}. Values are never read as templates. It may include files of its own folder, by <code>{{&gt; name}}</code>.
 *
 * <p>The template sees what {@link MustacheInput} makes of a record; a field that the record lacks is written as nothing.
 */
public final class MustacheTemplate extends RecordTemplate {

    private static final Pattern LINE = Pattern.compile(":(\\d+)");

    private @Nullable TemplateFile template;
    private @Nullable Mustache mustache;
    private @Nullable MarkupLanguage language;
    private @Nullable MustacheInput records;

    @Override
    void parse(TemplateFile file) {
        MarkupLanguage written = MarkupLanguage.of(file);
        try {
            mustache = new ClosedMustacheFactory(file, written).compile(new StringReader(file.text()), file.name());
        } catch (MustacheException e) {
            throw unusable(e, file);
        }
        template = file;
        language = written;
        records = new MustacheInput(LocalTimes.of(getCamelContext()));
    }

    static UnusableTemplateException unusable(MustacheException e, TemplateFile file) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnusableTemplateException ours) {
                return ours;
            }
        }
        if (e instanceof MustacheNotFoundException missing) {
            return file.unusable(0, 0, "includes '%s', which does not exist".formatted(missing.getName()));
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        Matcher line = LINE.matcher(message);
        return file.unusable(e.getContext() != null ? e.getContext().line() : line.find() ? Integer.parseInt(line.group(1)) : 0, 0,
                message.replaceFirst(" @.*| in .*:\\d+.*|\\[.*", ""));
    }

    @Override
    boolean writesJson() {
        return language == MarkupLanguage.JSON;
    }

    @Override
    Set<String> unknownFields(JsonNode record, boolean batch) {
        return MustacheNames.unknown(requireNonNull(mustache));
    }

    @Override
    void write(JsonNode input, BoundedWriter document) {
        TemplateFile file = requireNonNull(template);
        int begin = document.length();
        try {
            requireNonNull(mustache).execute(document, requireNonNull(records).of(input));
        } catch (MustacheException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UntranslatableRecordException ours) {
                    throw ours;
                }
            }
            throw file.failed(e.getContext() == null ? 0 : e.getContext().line(), 0, "Mustache fails");
        }
        requireNonNull(language).requireWellFormed(document.from(begin), file);
    }
}
