package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import org.jspecify.annotations.Nullable;
import serai.formats.LocalTimes;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;

import static java.util.Objects.requireNonNull;

/**
 * A template in <a href="https://github.com/schibsted/jslt">JSLT</a>: a JSON document with the record's values in it. It has the
 * functions of JSLT, none of which reaches a file or the network, and {@code local-date} and {@code local-date-time}. It may
 * import files of its own folder.
 */
public final class JsltTemplate extends RecordTemplate {

    private @Nullable TemplateFile template;
    private @Nullable Expression expression;

    @Override
    void parse(TemplateFile file) {
        LocalTimes times = LocalTimes.of(getCamelContext());
        try {
            expression = new Parser(new StringReader(file.text())).withSource(file.name())
                    .withFunctions(List.of(new JsltTimeFunction("local-date", times::date),
                            new JsltTimeFunction("local-date-time", times::dateTime)))
                    .withResourceResolver(name -> new StringReader(file.beside(name).text())).compile();
        } catch (JsltException e) {
            throw new JsltFailure(e, file).ofTemplate();
        } catch (ArithmeticException e) { // JSLT computes constants when it parses
            throw file.unusable(0, 0, "divides by zero");
        }
        requireVariables(file);
        template = file;
    }

    /** Refuses a variable that is set nowhere: it would fail for each record, and JSLT does not find it when it parses. */
    private void requireVariables(TemplateFile file) {
        try {
            requireNonNull(expression).apply(TemplateJson.MAPPER.createObjectNode());
        } catch (JsltException e) {
            if (new JsltFailure(e, file).isOfAVariable()) {
                throw new JsltFailure(e, file).ofTemplate();
            }
        } catch (RuntimeException | StackOverflowError e) {
            // The template may work with a record, which has more fields than this empty object.
        }
    }

    @Override
    void write(JsonNode input, BoundedWriter document) throws IOException {
        TemplateFile file = requireNonNull(template);
        TemplateJson.write(TemplateJson.document(apply(input, file), file), document);
    }

    @Override
    Set<String> unknownFields(JsonNode record, boolean batch) {
        ReadFields read = new ReadFields();
        JsonNode watched = read.node(record);
        try {
            requireNonNull(expression).apply(batch ? TemplateJson.array().add(watched) : watched);
        } catch (RuntimeException | StackOverflowError e) {
            return read.unknown(); // up to where it fails
        }
        return read.unknown();
    }

    private JsonNode apply(JsonNode input, TemplateFile file) {
        try {
            return requireNonNull(expression).apply(input);
        } catch (JsltException e) {
            throw new JsltFailure(e, file).ofRecord();
        } catch (ArithmeticException e) {
            throw file.failed(0, 0, "JSLT fails: a division by zero, or a number that is too large");
        } catch (RuntimeException e) { // of a built-in function; its message may quote the record
            throw file.failed(0, 0, "JSLT fails: " + e.getClass().getSimpleName());
        }
    }
}
