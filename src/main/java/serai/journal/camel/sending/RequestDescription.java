package serai.journal.camel.sending;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.helper.HttpMethodHelper;
import org.apache.camel.http.common.HttpHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.journal.attempt.Attempt;
import serai.journal.attempt.SentRequest;
import serai.model.text.BoundedText;
import serai.steps.MaskedText;
import serai.steps.StatementParameter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Describes a request before its producer makes it, as the producer will. It takes no headers, which may hold secrets. */
final class RequestDescription {

    static final int BODY_MAX_BYTES = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(RequestDescription.class);
    private static final Set<String> DATABASE = Set.of("jdbc", "spring-jdbc");

    private RequestDescription() {
    }

    static SentRequest of(Exchange exchange, Endpoint endpoint, Attempt attempt) {
        String body = text(exchange);
        if (endpoint instanceof HttpEndpoint http) {
            return request(http(exchange, http), body);
        }
        String address = MaskedText.address(endpoint.getEndpointUri()).replaceFirst("\\?.*", "").replaceFirst("^(\\w+)://", "$1:");
        return DATABASE.contains(LocalEndpoints.scheme(endpoint)) && body != null
                ? statement(exchange.getMessage(), address, body, attempt) : request(address, body);
    }

    private static SentRequest request(String line, @Nullable String body) {
        return new SentRequest(line, body == null ? null : BoundedText.cut(body, BODY_MAX_BYTES));
    }

    private static String http(Exchange exchange, HttpEndpoint endpoint) {
        try {
            String url = HttpHelper.createURL(exchange, endpoint);
            return HttpMethodHelper.createMethod(exchange, endpoint) + " "
                    + MaskedText.address(HttpHelper.createURI(exchange, url, endpoint).toString());
        } catch (URISyntaxException | RuntimeException e) { // then the producer fails too, and says why
            LOG.debug("The address of a request is not known", e);
            return MaskedText.address(endpoint.getHttpUri().toString()).replaceFirst("\\?.*", "");
        }
    }

    /** A statement from a file is told by the file's name; its parameters are what was sent. */
    private static SentRequest statement(Message message, String address, String statement, Attempt attempt) {
        Set<String> names = StatementParameter.of(statement).stream().map(StatementParameter::name)
                .collect(Collectors.toCollection(TreeSet::new));
        String file = attempt.fileOf(statement);
        String values = names.size() == 1 && file != null ? value(message, names.iterator().next())
                : names.stream().map(name -> "\n:?%s = %s".formatted(name, value(message, name))).collect(Collectors.joining());
        return file == null ? request(address, statement + values)
                : request("%s %s, %s".formatted(address, file,
                        names.stream().map(name -> ":?" + name).collect(Collectors.joining(", "))), values.strip());
    }

    private static String value(Message message, String name) {
        return String.valueOf(message.getHeader(name, String.class));
    }

    /** The body as text; null if it is not text, or could not be read a second time. */
    private static @Nullable String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return "";
        }
        if (body instanceof byte[] bytes) {
            return decoded(bytes);
        }
        if (body instanceof StreamCache cache) {
            return cached(cache);
        }
        return body instanceof InputStream || body instanceof Reader || body instanceof WrappedFile ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, body);
    }

    private static @Nullable String cached(StreamCache cache) {
        if (!cache.inMemory() || cache.length() > BODY_MAX_BYTES) {
            return null;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            cache.writeTo(bytes);
            return decoded(bytes.toByteArray());
        } catch (IOException e) {
            LOG.debug("The body of a request can't be read", e);
            return null;
        } finally {
            cache.reset();
        }
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
