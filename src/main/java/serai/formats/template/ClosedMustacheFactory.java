package serai.formats.template;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.AccessibleObject;

/**
 * Mustache that reaches nothing outside: no fields or methods of Java objects, no files but those of the template's folder, no file
 * whose name a record chooses, and no value that goes unescaped into XML, HTML or JSON.
 */
final class ClosedMustacheFactory extends DefaultMustacheFactory {

    private final TemplateFile template;
    private final MarkupLanguage language;

    ClosedMustacheFactory(TemplateFile template, MarkupLanguage language) {
        super(name -> new StringReader(template.beside(name).text()));
        this.template = template;
        this.language = language;
        setObjectHandler(new ReflectionObjectHandler() {
            @Override
            @SuppressWarnings("rawtypes") // as the method that it overrides
            protected @Nullable AccessibleObject findMember(Class type, String name) {
                return null;
            }
        });
    }

    @Override
    public String resolvePartialPath(String folder, String name, String extension) {
        return "%s.%s.mustache".formatted(name, language.word());
    }

    @Override
    public void encode(String value, Writer writer) {
        try {
            language.escape(value, writer);
        } catch (IOException e) {
            throw new UncheckedIOException("a text has no output to fail", e);
        }
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new DefaultMustacheVisitor(this) {
            @Override
            public void value(TemplateContext place, String name, boolean encoded) {
                if (!encoded && language.hasMarkup()) {
                    throw template.unusable(place.line(), 0, ("inserts %s as it is, so whoever fills that field could inject %s; "
                            + "use two braces, {{%s}}").formatted(name, language, name));
                }
                super.value(place, name, encoded);
            }

            @Override
            public void dynamicPartial(TemplateContext place, String name, String indent) {
                throw template.unusable(place.line(), 0, "includes a file whose name comes from a record (*%s); name the file"
                        .formatted(name));
            }

            @Override
            public void pragma(TemplateContext place, String name, String arguments) {
                throw template.unusable(place.line(), 0, "has a pragma (%%%s), and none is known here".formatted(name));
            }
        };
    }
}
