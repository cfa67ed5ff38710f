package serai.formats.template;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import serai.formats.LocalTimes;
import serai.formats.UntranslatableRecordException;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import static java.util.Objects.requireNonNull;

/**
 * A template in <a href="https://jsonata.org">JSONata</a>: an expression that makes a JSON document of the record's. It has the
 * functions of JSONata, none of which reaches a file or the network, and {@code $localDate} and {@code $localDateTime}.
 * {@code $eval} is refused, so that no text of a record is run as a program. An evaluation is bounded in time and depth.
 */
public final class JsonataTemplate extends RecordTemplate {

    private static final long TIME_MAX_MS = 10_000;
    private static final int DEPTH_MAX = 500;
    private static final JsonNodeFactory NODES = TemplateJson.MAPPER.getNodeFactory();
    private static final String AUTHORS_ERROR = "D3137";
    private static final String AUTHORS_ASSERTION = "D3141";

    private @Nullable TemplateFile template;
    private @Nullable Jsonata expression;

    @Override
    void parse(TemplateFile file) {
        LocalTimes times = LocalTimes.of(getCamelContext());
        Jsonata parsed;
        try {
            parsed = Jsonata.jsonata(file.text());
        } catch (JException e) {
            throw unusable(e, file);
        }
        parsed.registerFunction("localDate", of(times::date));
        parsed.registerFunction("localDateTime", of(times::dateTime));
        parsed.registerFunction("eval", (Object text) -> {
            throw new JException("$eval is not available: what a record holds is not run as a program", -1);
        });
        expression = parsed;
        template = file;
    }

    /** The message quotes the template. */
    static UnusableTemplateException unusable(JException e, TemplateFile file) {
        return file.unusable(file.lineAt(e.getLocation()), 0, String.valueOf(e.getMessage()));
    }

    private static Jsonata.Fn1<Object, @Nullable String> of(Function<Object, @Nullable String> time) {
        return text -> {
            try {
                return text == null ? null : time.apply(text);
            } catch (DateTimeException e) {
                throw new JException("a local date or date-time of a value that is not a time", -1);
            }
        };
    }

    @Override
    void write(JsonNode input, BoundedWriter document) throws IOException {
        TemplateFile file = requireNonNull(template);
        Object read = TemplateJson.MAPPER.treeToValue(input, Object.class);
        TemplateJson.write(TemplateJson.document(node(evaluate(read, file), file), file), document);
    }

    @Override
    Set<String> unknownFields(JsonNode record, boolean batch) {
        ReadFields read = new ReadFields();
        Object watched = read.values(record);
        try {
            evaluate(batch ? List.of(watched) : watched, requireNonNull(template));
        } catch (RuntimeException | StackOverflowError e) {
            return read.unknown(); // up to where it fails
        }
        return read.unknown();
    }

    /** One at a time: an expression keeps its state. */
    private synchronized @Nullable Object evaluate(Object input, TemplateFile file) {
        Jsonata evaluated = requireNonNull(expression);
        Jsonata.Frame bounds = evaluated.createFrame();
        bounds.setRuntimeBounds(TIME_MAX_MS, DEPTH_MAX);
        try {
            return evaluated.evaluate(input, bounds);
        } catch (JException e) {
            throw failed(e, file);
        } catch (RuntimeException e) { // of a built-in function; its message may quote the record
            throw file.failed(0, 0, "JSONata fails: " + e.getClass().getSimpleName());
        }
    }

    static UntranslatableRecordException failed(JException e, TemplateFile file) {
        return file.failed(file.lineAt(e.getLocation()), 0, "JSONata fails: " + said(e, file));
    }

    /** JSONata's own words, without the values that it would put into them. */
    private static String said(JException e, TemplateFile file) {
        String code = String.valueOf(e.getError());
        if (code.equals(AUTHORS_ERROR) || code.equals(AUTHORS_ASSERTION)) {
            String text = String.valueOf(e.getCurrent());
            return file.text().contains(text) ? text : "by $error or $assert";
        }
        return JException.msg(code, e.getLocation(), "…", "…").replace("JSONataException ", "");
    }

    private static JsonNode node(@Nullable Object value, TemplateFile file) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NODES.nullNode();
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, one) -> object.set(String.valueOf(key), node(one, file)));
            return object;
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(one -> array.add(node(one, file)));
            return array;
        } else if (value instanceof String text) {
            return NODES.textNode(text);
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        } else if (value instanceof BigInteger integer) {
            return NODES.numberNode(integer);
        } else if (value instanceof Number number) {
            return number instanceof Double || number instanceof Float ? NODES.numberNode(number.doubleValue())
                    : NODES.numberNode(number.longValue());
        }
        throw file.failed(0, 0, "makes a document with a function in it");
    }
}
