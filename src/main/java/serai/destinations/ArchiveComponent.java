package serai.destinations;

import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

import java.util.Map;
import java.util.regex.Pattern;

/** {@code archive:SUFFIX}: appends text to a file for each UTC day of receipt and type, such as {@code archive:jsonl}. */
public final class ArchiveComponent extends DefaultComponent {

    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]{1,16}");

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!SUFFIX.matcher(remaining).matches()) {
            throw new IllegalArgumentException(
                    "archive:%s: give the files' suffix, in small letters and digits, such as archive:jsonl".formatted(remaining));
        }
        ArchiveEndpoint endpoint = new ArchiveEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        if (endpoint.getFolder() == null) {
            throw new IllegalArgumentException("archive:%s: the parameter 'folder' is missing".formatted(remaining));
        }
        return endpoint;
    }
}
