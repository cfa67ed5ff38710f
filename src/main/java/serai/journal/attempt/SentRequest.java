package serai.journal.attempt;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a record left Serai in a failed attempt: the request, the statement, the message. It contains personal data but no
 * secrets: no headers, and an address without credentials.
 *
 * @param line the method and address of an HTTP request, the endpoint and file of a database's statement, otherwise the endpoint
 * @param body what was sent, as text, up to 64 KiB; of a statement from a file, its parameters; null if it is not text
 */
public record SentRequest(String line, @Nullable String body) {

    private static final Pattern METHOD = Pattern.compile("([A-Z]+ ).*", Pattern.DOTALL);

    /** The same HTTP request to that address; a request of another kind as it is. */
    public SentRequest to(String address) {
        Matcher method = METHOD.matcher(line);
        return method.matches() ? new SentRequest(method.group(1) + address, body) : this;
    }
}
