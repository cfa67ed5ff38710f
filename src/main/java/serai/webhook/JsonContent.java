package serai.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A step of a webhook's route, behind its authentication: lets JSON pass. A media type is the same in capital letters (RFC 9110,
 * section 8.3.1), whatever parameters follow; where none is given, the body itself shows what it is. It is a step, and not the
 * server's {@code consumes}, so that what is refused is counted as all else that a publisher has sent.
 */
public final class JsonContent implements Processor {

    /** With a name before it that is no range of names. */
    private static final Pattern WITH_SUFFIX = Pattern.compile("application/[a-z0-9!#$&^_.+-]+\\+json");

    /** @throws UnsupportedContentException if it says that it is something else */
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

    /** Without its parameters, in small letters. */
    public static String mediaType(String header) {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
