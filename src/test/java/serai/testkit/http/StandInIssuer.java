package serai.testkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** An OpenID Connect issuer as Microsoft Entra ID is one: it signs whoever comes in at once, and insists on PKCE. */
public final class StandInIssuer implements AutoCloseable {

    public static final String CLIENT = "serai-page";
    public static final String SECRET = "a-secret-of-the-client";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Made once: without the second compiler each takes half a second. */
    private static final List<KeyPair> MADE = new ArrayList<>();
    private static final KeyPair ANOTHERS = rsa();

    private final HttpServer server;
    private final Deque<KeyPair> keys = new ArrayDeque<>(List.of(key(0))); // the newest first; only that one is published
    private final Map<String, Map<String, String>> codes = new HashMap<>();
    /** What differs in the next ID token from a good one. */
    public final Map<String, Object> claims = new HashMap<>();
    public boolean signsWithAnotherKey;
    public boolean signsWithTheKeyBefore;
    public String refuses = ""; // the error with which it sends browsers back
    /** What differs in its configuration from a good one. */
    public final Map<String, Object> names = new ConcurrentHashMap<>();
    public volatile String fails = ""; // with which text it answers 500 in place of its configuration; empty while it does not
    public volatile CountDownLatch holdsConfiguration = new CountDownLatch(0); // until then it does not tell its configuration
    public final AtomicInteger configured = new AtomicInteger(); // how often it was asked for its configuration
    public final AtomicInteger asked = new AtomicInteger(); // how many codes have come
    public volatile CountDownLatch holds = new CountDownLatch(0); // until then it answers for no code
    private int given;

    public StandInIssuer() throws IOException {
        this(0);
    }

    /** @param port 0 for any that is free */
    public StandInIssuer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/.well-known/openid-configuration", this::configuration);
        server.createContext("/keys", exchange -> answer(exchange, 200, Map.of("keys", List.of(jwk()))));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort(); // for a browser another site than localhost
    }

    private static synchronized KeyPair key(int number) {
        while (MADE.size() <= number) {
            MADE.add(rsa());
        }
        return MADE.get(number);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void configuration(HttpExchange exchange) throws IOException {
        configured.incrementAndGet();
        hold(holdsConfiguration);
        if (!fails.isEmpty()) {
            answer(exchange, 500, Map.of("failure", fails));
            return;
        }
        Map<String, Object> told = new HashMap<>(Map.of("issuer", address(), "authorization_endpoint", address() + "/authorize",
                "token_endpoint", address() + "/token", "jwks_uri", address() + "/keys", "response_types_supported",
                List.of("code"), "subject_types_supported", List.of("pairwise"), "id_token_signing_alg_values_supported",
                List.of("RS256")));
        told.putAll(names);
        answer(exchange, 200, told);
    }

    /** Signs with a new key from now on, and publishes it in place of the one before. */
    public void changeKey() {
        keys.addFirst(key(keys.size()));
    }

    private Map<String, Object> jwk() {
        RSAPublicKey shown = (RSAPublicKey) keys.getFirst().getPublic();
        return Map.of("kty", "RSA", "use", "sig", "alg", "RS256", "kid", String.valueOf(keys.size()), "n",
                unsigned(shown.getModulus()), "e",
                unsigned(shown.getPublicExponent()));
    }

    /** Each key's number. */
    private String kid() {
        return String.valueOf(signsWithTheKeyBefore ? keys.size() - 1 : keys.size());
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = pairs(exchange.getRequestURI().getRawQuery());
        boolean good = "S256".equals(asked.get("code_challenge_method")) && CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type")) && asked.get("scope").contains("openid");
        String code = "code-" + ++given;
        codes.put(code, asked);
        exchange.getResponseHeaders().set("Location",
                asked.get("redirect_uri")
                        + (!refuses.isEmpty() ? "?error=" + refuses : good ? "?code=" + code : "?error=invalid_request") + "&state="
                        + asked.get("state"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = pairs(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.incrementAndGet();
        hold(holds);
        Map<String, String> begun = codes.remove(sent.get("code"));
        String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean client = ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || SECRET.equals(sent.get("client_secret"));
        if (begun == null || !client || !begun.get("redirect_uri").equals(sent.get("redirect_uri"))
                || !begun.get("code_challenge").equals(challenge(sent.get("code_verifier")))) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        Map<String, Object> token = new HashMap<>(Map.of("iss", address(), "aud", CLIENT, "sub", "4711", "preferred_username",
                "anna@example.org", "nonce", begun.get("nonce"), "iat", Instant.now().getEpochSecond(), "exp",
                Instant.now().getEpochSecond() + 600, "groups", List.of("ops")));
        token.putAll(claims);
        answer(exchange, 200,
                Map.of("access_token", accessToken(), "token_type", "Bearer", "expires_in", 600, "id_token",
                        signed(Map.of("alg", "RS256", "typ", "JWT", "kid", kid()), token)));
    }

    private static void hold(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(String.valueOf(verifier).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One for Microsoft Graph: what is signed has the hash of the nonce that is sent. */
    private String accessToken() throws IOException {
        Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "RS256"));
        header.put("nonce", challenge("of-graph"));
        header.put("kid", kid());
        String signed = signed(header, Map.of("iss", address(), "aud", "00000003-0000-0000-c000-000000000000"));
        header.put("nonce", "of-graph");
        return base64(JSON.writeValueAsBytes(header)) + signed.substring(signed.indexOf('.'));
    }

    private String signed(Map<String, Object> header, Map<String, Object> token) throws IOException {
        String text = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(token));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(
                    (signsWithAnotherKey ? ANOTHERS : signsWithTheKeyBefore ? keys.getLast() : keys.getFirst()).getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> pairs(String text) {
        return Arrays.stream(text.split("&")).map(pair -> pair.split("=", 2)).collect(Collectors.toMap(pair -> pair[0],
                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8), (one, other) -> other));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
