package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One page of users. It may have more or fewer than the server says: servers tell that wrongly.
 *
 * @param users  as the server has sent them
 * @param total  how many users the server says that there are, on all pages; -1 if it does not say so
 * @param cursor names the next page (RFC 9865); null if there is none, or if the server counts pages by startIndex
 * @param date   the server's time; this machine's if it tells none
 */
record ScimPage(List<JsonNode> users, int total, @Nullable String cursor, Instant date) {
}
