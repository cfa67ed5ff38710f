package serai.rehearsal.outside;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What would leave the process: a request, a statement, lines for a file, a message.
 *
 * @param kind       {@code http}, {@code jdbc}, {@code archive}, or the scheme of another endpoint
 * @param method     of an HTTP request; blank otherwise
 * @param address    where it would go, with its query and without credentials; of the archive and of a folder, the file
 * @param headers    as they would be sent, credentials as asterisks; of an endpoint that is not HTTP, those of the message
 * @param body       as text; of a database, the statement
 * @param parameters of a statement, by name
 * @param step       the step that would send it; null if it is not known
 */
public record Request(String kind, String method, String address, Map<String, String> headers, String body,
        Map<String, String> parameters, @Nullable TakenStep step) {

    public static final String HTTP = "http";
    public static final String JDBC = "jdbc";
    public static final String ARCHIVE = "archive";

    /** What the record has become: the body; of a database, the statement's only parameter. */
    public String document() {
        return parameters.size() == 1 ? parameters.values().iterator().next() : body;
    }
}
