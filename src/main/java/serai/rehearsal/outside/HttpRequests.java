package serai.rehearsal.outside;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import serai.destinations.http.HttpClient;
import serai.steps.MaskedText;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Takes the place of an HTTP client's connection, so that Camel's producer and all of the client's own rules about requests and
 * answers work as in a real attempt.
 */
final class HttpRequests implements ExecChainHandler {

    private final Requests requests;
    private final @Nullable HttpClient client;

    private HttpRequests(Requests requests, @Nullable HttpClient client) {
        this.requests = requests;
        this.client = client;
    }

    /** Has the endpoint's requests recorded and answered, instead of sent. */
    static void standIn(HttpEndpoint endpoint, Requests requests) {
        HttpClientConfigurer given = endpoint.getHttpClientConfigurer();
        HttpRequests handler = new HttpRequests(requests, given instanceof HttpClient ours ? ours : null);
        endpoint.setHttpClientConfigurer(builder -> {
            if (given != null) {
                given.configureHttpClient(builder);
            }
            builder.replaceExecInterceptor(HttpClient.ACCESS_TOKENS, HttpRequests::withToken);
            builder.replaceExecInterceptor(ChainElement.CONNECT.name(), handler);
        });
    }

    /** Sets a token without asking anybody for one. */
    private static ClassicHttpResponse withToken(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer token");
        return chain.proceed(request, scope);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        return chain.proceed(request, new ExecChain.Scope(scope.exchangeId, scope.route, scope.originalRequest,
                new UnconnectedRuntime(this::answer), scope.clientContext));
    }

    private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException {
        byte[] body = body(request.getEntity());
        Answer answer = requests.record(new Request(Request.HTTP, request.getMethod(), address(request), headers(request),
                new String(body, StandardCharsets.UTF_8), Map.of(), null));
        if (answer.broken()) {
            throw new ConnectException("the connection is refused, as the test says");
        }
        return answer.status() == 0 ? success(request, body) : scripted(answer);
    }

    private static byte[] body(@Nullable HttpEntity entity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (entity == null) {
            return new byte[0];
        }
        entity.writeTo(bytes);
        if (!"gzip".equals(entity.getContentEncoding())) {
            return bytes.toByteArray();
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return unzipped.readAllBytes();
        }
    }

    private static String address(ClassicHttpRequest request) throws IOException {
        try {
            return MaskedText.address(request.getUri().toString());
        } catch (URISyntaxException e) {
            throw new IOException("the request has no address", e);
        }
    }

    private Map<String, String> headers(ClassicHttpRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : request.getHeaders()) {
            String value = client != null && client.isCredential(header.getName()) ? MaskedText.STARS
                    : MaskedText.header(header.getName(), String.valueOf(header.getValue()));
            headers.merge(header.getName(), value, (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private ClassicHttpResponse success(ClassicHttpRequest request, byte[] body) throws IOException {
        if (client == null) {
            return new BasicClassicHttpResponse(HttpStatus.SC_OK);
        }
        ClassicHttpRequest plain = ClassicRequestBuilder.copy(request).build();
        plain.setEntity(new ByteArrayEntity(body, null));
        return client.success(plain);
    }

    private static ClassicHttpResponse scripted(Answer answer) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setEntity(new ByteArrayEntity(answer.body().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        return response;
    }
}
