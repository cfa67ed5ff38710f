package serai.console.web;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import serai.tls.LoopbackHosts;

import java.net.URI;
import java.net.URISyntaxException;

/** What a request says of the browser's side: which host it meant, which site has made it, whose session it carries. */
final class BrowserRequest {

    private static final String COOKIE = "serai-session";
    /** A browser takes a cookie of that name only over TLS and for this host alone. */
    private static final String SECURE_COOKIE = "__Host-serai-session";

    private static final String SIGN_IN = "serai-sign-in";
    private static final int SIGN_IN_SECONDS = 600;

    private final HttpServerRequest request;
    private final boolean secure;

    /** @param secure whether the server speaks TLS */
    BrowserRequest(HttpServerRequest request, boolean secure) {
        this.request = request;
        this.secure = secure;
    }

    /**
     * Whether the browser meant this machine. The name of another one that leads here would make the page a page of that name's
     * site (DNS rebinding).
     */
    boolean isForLoopback() {
        String host = request.getHeader("Host");
        return host != null && LoopbackHosts.isHere(host.replaceFirst(":\\d{1,5}$", ""));
    }

    /** Whether the page itself has made the request, and no other site. */
    boolean isOfPage() {
        String origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null")) {
            return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        }
        try {
            return (secure ? "https" : "http").equals(new URI(origin).getScheme())
                    && String.valueOf(request.getHeader("Host")).equalsIgnoreCase(new URI(origin).getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The id of the session; null if the request has none. */
    @Nullable
    String session() {
        var cookie = request.getCookie(name());
        return cookie == null ? null : cookie.getValue();
    }

    /** What the browser was given when it began to sign in by a provider; null without. */
    @Nullable
    String signIn() {
        var cookie = request.getCookie(secure ? "__Host-" + SIGN_IN : SIGN_IN);
        return cookie == null ? null : cookie.getValue();
    }

    /** The header of that cookie. The browser sends it also when another site sends the browser back; it begins no session. */
    static String signInCookie(String value, boolean secure) {
        return "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%s%s".formatted(secure ? "__Host-" + SIGN_IN : SIGN_IN, value,
                SIGN_IN_SECONDS, secure ? "; Secure" : "");
    }

    private String name() {
        return secure ? SECURE_COOKIE : COOKIE;
    }

    /** The header that begins a session, or ends it if the id is null. */
    static String cookie(@Nullable String session, boolean secure) {
        return "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s".formatted(secure ? SECURE_COOKIE : COOKIE,
                session == null ? "" : session, secure ? "; Secure" : "", session == null ? "; Max-Age=0" : "");
    }

    String address() {
        return request.remoteAddress() == null ? "" : String.valueOf(request.remoteAddress().hostAddress());
    }
}
