package serai.rehearsal.outside;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * How an endpoint answers in a rehearsal.
 *
 * @param status   of HTTP; 0 for a success, whatever that is for the endpoint
 * @param headers  of HTTP
 * @param body     of HTTP
 * @param sqlState of a database that fails; null if it does not
 * @param broken   whether the connection breaks
 */
public record Answer(int status, Map<String, String> headers, String body, @Nullable String sqlState, boolean broken) {

    /** A success. */
    public static final Answer SUCCESS = new Answer(0, Map.of(), "", null, false);

    /** An HTTP answer with that status. */
    public static Answer of(int status) {
        return new Answer(status, Map.of(), "", null, false);
    }
}
