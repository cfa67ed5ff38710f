package serai.destinations.http;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;
import serai.destinations.deadlines.Deadlines;
import serai.destinations.deadlines.TimeLimit;
import serai.settings.ContextClock;
import serai.tls.InsecureConnections;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The client behind a destination's {@code http:} endpoint: one request for each attempt (only the journal retries), no
 * redirects, no cookies. It holds the credentials, which must not be on the endpoint's URI, because that is logged. Blank
 * values count as not set. There is one reason for a second request: an access token that has expired. {@link AttemptTimeLimit}
 * bounds the whole attempt in time.
 */
public class HttpClient implements HttpClientConfigurer, CamelContextAware {

    private static final Pattern SUCCESSES = Pattern.compile("\\s*2\\d\\d\\s*(,\\s*2\\d\\d\\s*)*");

    /** The name of the part of the client that asks for access tokens, if it needs any. */
    public static final String ACCESS_TOKENS = "access-tokens";

    private @Nullable CamelContext camelContext;
    private String username = "";
    private String password = "";
    private String token = "";
    private String tokenUrl = "";
    private String clientId = "";
    private String clientSecret = "";
    private String scope = "";
    private String apiKey = "";
    private String apiKeyHeader = "X-Api-Key";
    private boolean gzip;
    private String certificate = "";
    private String key = "";
    private String certificatePassword = "";
    private String authorities = "";
    private long attemptMax;
    private boolean insecure;
    private String acceptedStatus = "200,201,202,204";
    private String acceptedText = "";
    private int answerMax = AnswerBounds.BYTES;

    /** @param username sent with the password by Basic authentication (RFC 7617) */
    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** @param token sent as a Bearer token (RFC 6750) */
    public void setToken(String token) {
        this.token = token;
    }

    /** @param tokenUrl the endpoint for tokens by OAuth 2's client credentials (RFC 6749, section 4.4), with id and secret */
    public void setTokenUrl(String tokenUrl) {
        this.tokenUrl = tokenUrl;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /** @param scope the scope of the tokens; several are separated by blanks */
    public void setScope(String scope) {
        this.scope = scope;
    }

    /** @param apiKey sent in a header of its own, beside other credentials if there are any */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    /** @param apiKeyHeader name of the header for the API key, such as {@code X-Api-Key}, the default */
    public void setApiKeyHeader(String apiKeyHeader) {
        this.apiKeyHeader = apiKeyHeader;
    }

    /** @param gzip whether to compress bodies; only for a server that accepts that */
    public void setGzip(boolean gzip) {
        this.gzip = gzip;
    }

    /** @param certificate PEM file of the client certificate (mutual TLS), or a PKCS#12 file */
    public void setCertificate(String certificate) {
        this.certificate = certificate;
    }

    /** @param key PEM file of the certificate's private key; blank if the key is in the same file */
    public void setKey(String key) {
        this.key = key;
    }

    /** @param certificatePassword of the PKCS#12 file */
    public void setCertificatePassword(String certificatePassword) {
        this.certificatePassword = certificatePassword;
    }

    /** @param authorities PEM file of the authorities for the server's certificate; blank for those that Java trusts */
    public void setAuthorities(String authorities) {
        this.authorities = authorities;
    }

    /**
     * @param milliseconds time limit of an attempt, for connection, token, request and answer together; 0 for the sum of the
     *                     endpoint's connectTimeout and twice its responseTimeout
     * @throws IllegalArgumentException if it is negative, or more than a day
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = TimeLimit.required(milliseconds, 0);
    }

    /**
     * @param statuses the statuses that mean success, separated by commas; any other status below 300 stops the destination
     * @throws IllegalArgumentException if one is not that of a success
     */
    public void setAcceptedStatus(String statuses) {
        if (!SUCCESSES.matcher(statuses).matches()) {
            throw new IllegalArgumentException("must be statuses from 200 to 299, separated by commas");
        }
        this.acceptedStatus = statuses;
    }

    /** @param text a text that the body of every success contains; blank: any body that isn't an HTML page is accepted */
    public void setAcceptedText(String text) {
        this.acceptedText = text;
    }

    /** @param insecure whether the endpoint or the token endpoint may be on another machine without TLS (http:) */
    public void setInsecure(boolean insecure) {
        this.insecure = insecure;
    }

    public boolean isInsecure() {
        return insecure;
    }

    /**
     * The problem with the connection to the token endpoint, as the end of a sentence whose subject is its address; empty if
     * there is none.
     */
    public Optional<String> tokenTrouble() {
        return tokenUrl.isBlank() ? Optional.empty() : InsecureConnections.trouble(URI.create(tokenUrl));
    }

    /**
     * @param bytes greatest length of an answer's body, before and after unzipping; a longer success stops the destination
     * @throws IllegalArgumentException if it is less than 1
     */
    public void setAnswerMax(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("must be at least 1 byte");
        }
        this.answerMax = bytes;
    }

    /** Whether a request header of this name holds credentials. */
    public boolean isCredential(String header) {
        return header.equalsIgnoreCase(HttpHeaders.AUTHORIZATION) || !apiKey.isBlank() && header.equalsIgnoreCase(apiKeyHeader);
    }

    /** The shortest answer that this client accepts as a success; for a rehearsal. */
    public ClassicHttpResponse success(ClassicHttpRequest request) throws IOException {
        ClassicHttpResponse answer = new BasicClassicHttpResponse(
                Stream.of(acceptedStatus.split(",")).map(String::strip).mapToInt(Integer::parseInt).findFirst().orElseThrow());
        answer.setEntity(new StringEntity(acceptedText, ContentType.TEXT_PLAIN));
        return answer;
    }

    /** Why no attempt can succeed with what is set, with the remedy after a semicolon; empty if nothing is missing. */
    public Optional<String> missingSettings() {
        if (Stream.of(username, token, tokenUrl).filter(given -> !given.isBlank()).count() > 1) {
            return Optional
                    .of("an HTTP destination has more than one of user, token and token endpoint; a request carries only one, "
                            + "so remove the others");
        }
        if (tokenUrl.isBlank() && token.isBlank() && username.isBlank() != password.isEmpty()) {
            return Optional.of("an HTTP destination has a user without a password, or a password without a user; set both, or "
                    + "neither");
        }
        return !tokenUrl.isBlank() && (clientId.isBlank() || clientSecret.isBlank())
                ? Optional.of("an HTTP destination has a token endpoint, but no id or no secret to ask it with; set clientId and "
                        + "clientSecret")
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if there are two kinds of credentials, or incomplete ones, or a file can't be used */
    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
                .addRequestInterceptorLast(new TraceHeaders());
        missingSettings().ifPresent(missing -> {
            throw new IllegalArgumentException(missing);
        });
        if (!insecure) {
            tokenTrouble().ifPresent(trouble -> {
                throw new IllegalArgumentException("the token endpoint of an HTTP destination %s; use https:".formatted(trouble));
            });
            builder.addExecInterceptorFirst("verified-way", ClientTls::requireVerified);
        }
        // The interceptor that is added first is nearest to the network.
        if (gzip) {
            builder.addExecInterceptorFirst("gzip", new Gzip());
        }
        new AnswerBounds(answerMax).addTo(builder);
        builder.addExecInterceptorFirst("expected-answer", expectedAnswer());
        if (!tokenUrl.isBlank()) {
            builder.addExecInterceptorFirst(ACCESS_TOKENS,
                    new AccessTokens(tokenUrl, clientId, clientSecret, scope, clock()));
        } else if (!token.isBlank()) {
            setHeader(builder, HttpHeaders.AUTHORIZATION, "Bearer " + token);
        } else if (!username.isBlank()) {
            setHeader(builder, HttpHeaders.AUTHORIZATION, BasicAuthorization.of(username, password));
        }
        if (!apiKey.isBlank()) {
            ApiKey sent = new ApiKey(apiKey, apiKeyHeader);
            setHeader(builder, sent.header(), sent.key());
        }
        tls().ifPresent(tls -> builder.setConnectionManagerShared(false)
                .setConnectionManager(AnswerBounds.connections().setTlsSocketStrategy(tls).build()));
        addQuestions(builder);
        builder.addExecInterceptorFirst("whole-attempt", new AttemptTimeLimit(
                camelContext == null ? new Deadlines() : Deadlines.of(camelContext), Duration.ofMillis(attemptMax)));
    }

    /** The client's TLS, as {@link ClientTls#of} makes it; empty if its properties say nothing about that. */
    public Optional<ClientTls> tls() {
        return ClientTls.of(certificate, key, certificatePassword, authorities);
    }

    /** The endpoint that gives it access tokens; empty if it uses none. */
    public Optional<URI> tokenEndpoint() {
        return tokenUrl.isBlank() ? Optional.empty() : Optional.of(URI.create(tokenUrl));
    }

    /**
     * Asks for an access token and throws it away, to find out whether one is given.
     *
     * @throws TokenRefusedException if the endpoint refuses to give one
     * @throws IOException           if it can't be asked, or answers that it can't give one now
     */
    public void requireToken() throws IOException {
        new AccessTokens(tokenUrl, clientId, clientSecret, scope, clock()).require();
    }

    private Clock clock() {
        return camelContext == null ? Clock.systemUTC() : ContextClock.of(camelContext);
    }

    /** Checks that a success comes from the right endpoint. */
    protected ExecChainHandler expectedAnswer() {
        return new ExpectedAnswer(Stream.of(acceptedStatus.split(",")).map(String::strip).map(Integer::valueOf)
                .collect(Collectors.toSet()), acceptedText);
    }

    /** A hook for clients that send a further request to find out what an answer means. */
    protected void addQuestions(HttpClientBuilder builder) {
        // none here: the status alone decides
    }

    private static void setHeader(HttpClientBuilder builder, String name, String credentials) {
        builder.addRequestInterceptorLast((request, entity, context) -> request.setHeader(name, credentials));
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
