package serai.people.scim;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a SCIM server for pages of users, for one reading. After 429 or 503 it waits as long as the server asks for, two minutes at
 * the most, and asks again, up to four times. For one thread.
 */
final class ScimConnection implements Closeable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);
    private static final Duration LEFT_ALONE_MAX = Duration.ofHours(1);
    private static final Duration WAIT_USUAL = Duration.ofSeconds(5);
    private static final int ATTEMPTS_MAX = 5;

    private final CloseableHttpClient client;
    private final String users;
    private final Clock clock;
    private final CountDownLatch never = new CountDownLatch(1);

    /** @param url of the server; {@code /Users} follows it */
    ScimConnection(CloseableHttpClient client, String url, Clock clock) {
        this.client = client;
        this.users = url.replaceFirst("/+$", "") + "/Users";
        this.clock = clock;
    }

    /**
     * Gets a page.
     *
     * @param filter     null for all users
     * @param startIndex from 1; not sent where there is a cursor
     * @param cursor     of the page before; null if it had none
     * @param count      how many users to ask for
     * @throws ScimStatusException if the server does not answer with a page
     * @throws IOException         if it can't be asked, or answers with something else; the message is one line
     */
    ScimPage page(@Nullable String filter, int startIndex, @Nullable String cursor, int count) throws IOException {
        StringBuilder uri = new StringBuilder(users).append("?count=").append(count);
        if (cursor == null) {
            uri.append("&startIndex=").append(startIndex);
        } else {
            uri.append("&cursor=").append(encoded(cursor));
        }
        if (filter != null) {
            uri.append("&filter=").append(encoded(filter));
        }
        for (int attempt = 1;; attempt++) {
            try {
                return client.execute(request(uri.toString()), this::page);
            } catch (ScimStatusException e) {
                if (!isLater(e.status()) || attempt == ATTEMPTS_MAX || !waits(e.notBefore())) {
                    throw e;
                }
            } catch (RuntimeException e) { // not a valid address
                throw new IOException("the SCIM server can't be asked; correct serai.people.scim.url", e);
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpGet request(String uri) {
        HttpGet request = new HttpGet(uri);
        request.setHeader(HttpHeaders.ACCEPT, "application/scim+json, application/json");
        return request;
    }

    private static boolean isLater(int status) {
        return status == HttpStatus.SC_TOO_MANY_REQUESTS || status == HttpStatus.SC_SERVICE_UNAVAILABLE;
    }

    /** Waits until the server may be asked again; false if that is too long. */
    private boolean waits(@Nullable Instant notBefore) throws IOException {
        Duration wait = notBefore == null ? WAIT_USUAL : Duration.between(clock.instant(), notBefore);
        if (wait.compareTo(WAIT_MAX) > 0) {
            return false;
        }
        try {
            return !never.await(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the reading was interrupted", e);
        }
    }

    private ScimPage page(ClassicHttpResponse answer) throws IOException {
        if (answer.getCode() != HttpStatus.SC_OK) {
            throw new ScimStatusException(answer.getCode(), isLater(answer.getCode()) ? retryAfter(answer) : null);
        }
        JsonNode list = json(answer);
        JsonNode resources = list.path("Resources");
        if (!list.isObject() || !list.has("totalResults") && !resources.isArray()) {
            throw new IOException("the answer is no list of SCIM users; correct serai.people.scim.url: /Users follows it");
        }
        List<JsonNode> all = new ArrayList<>();
        resources.forEach(all::add);
        String cursor = list.path("nextCursor").asText("");
        return new ScimPage(all, list.path("totalResults").asInt(-1), cursor.isEmpty() ? null : cursor, date(answer));
    }

    /** The body; missing if it is no JSON: the parser's exception would quote it. */
    private static JsonNode json(ClassicHttpResponse answer) throws IOException {
        byte[] body = answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    /** Until when the server wants to be left alone, an hour from now at the most; null if it does not say so. */
    private @Nullable Instant retryAfter(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return null;
        }
        String value = header.getValue().strip();
        Instant latest = clock.instant().plus(LEFT_ALONE_MAX);
        Instant told = value.matches("\\d{1,9}") ? clock.instant().plusSeconds(Long.parseLong(value))
                : value.matches("\\d+") ? latest : time(value);
        return told == null || told.isBefore(latest) ? told : latest;
    }

    private Instant date(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader(HttpHeaders.DATE);
        Instant told = header == null ? null : time(header.getValue());
        return told == null ? clock.instant() : told;
    }

    private static @Nullable Instant time(String text) {
        try {
            return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
