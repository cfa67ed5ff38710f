package serai.formats.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import serai.formats.UntranslatableRecordException;

/**
 * A step that lets only valid JSON pass, the bean {@code validJson}, for JSON that a route puts together by itself: without it,
 * broken JSON could be sent and counted as delivered. The body stays as it is.
 */
public final class ValidJson implements Processor {

    /** @throws UntranslatableRecordException if the body is not one JSON value, or has a key twice; the message quotes nothing */
    @Override
    public void process(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        String step = "step %s of route %s".formatted(exchange.getExchangeExtension().getHistoryNodeId(),
                exchange.getFromRouteId());
        try {
            JsonNode value = TemplateJson.MAPPER.readTree(body == null ? "" : body);
            if (value.isMissingNode()) {
                throw UntranslatableRecordException.because("%s: the body is empty; JSON was to be sent".formatted(step));
            }
        } catch (JacksonException e) {
            JsonLocation place = e.getLocation();
            throw UntranslatableRecordException.because(("%s: the body is not valid JSON, at line %s, column %s; make it with a "
                    + "template (docs/destinations.md)").formatted(step, place == null ? 1 : place.getLineNr(),
                            place == null ? 1 : place.getColumnNr()));
        }
    }
}
