package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A step of a webhook's route after its authentication: lets only JSON pass. The case and the parameters of the media type do
 * not matter (RFC 9110, section 8.3.1). A request without a {@code Content-Type} passes too, and the decoder then looks at its
 * body. This is a step and not the server's {@code consumes}, so that a refused request is counted like every other request of
 * a publisher.
 */
public final class JsonContent implements Processor {

    /** A media type with the suffix {@code +json}; a range such as {@code application/*+json} does not match. */
    private static final Pattern WITH_SUFFIX = Pattern.compile("application/[a-z0-9!#$&^_.+-]+\\+json");

    /** @throws UnsupportedContentException if the request's {@code Content-Type} is not one of JSON */
    @Override
    public void process(Exchange exchange) {
        Object type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE);
        if (type != null && !(type instanceof String text && isJson(text))) {
            throw new UnsupportedContentException();
        }
    }

    private static boolean isJson(String header) {
        String type = mediaType(header);
        return type.isEmpty() || type.equals("application/json") || WITH_SUFFIX.matcher(type).matches();
    }

    /** The media type without its parameters, in lower case. */
    public static String mediaType(String header) {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
