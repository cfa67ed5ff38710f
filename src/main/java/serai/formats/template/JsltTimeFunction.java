package serai.formats.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;

/**
 * A function of a time, for JSLT; it gives null for null.
 *
 * @param getName the name by which templates call it
 */
record JsltTimeFunction(String getName, java.util.function.Function<Object, @Nullable String> of) implements Function {

    @Override
    public int getMinArguments() {
        return 1;
    }

    @Override
    public int getMaxArguments() {
        return 1;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return NullNode.getInstance();
        }
        try {
            return TextNode.valueOf(of.apply(arguments[0].asText()));
        } catch (DateTimeException e) {
            throw new JsltException(getName + ": not a time");
        }
    }
}
