package serai.console.web;

import io.vertx.core.http.HttpServerResponse;

/** The headers by which a browser keeps the page to itself: nothing but its own scripts, no frame around it, no copy kept. */
final class SecurityHeaders {

    /** Without {@code unsafe-inline}: what somebody has smuggled into a page is text, and never runs. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {
    }

    /** @param secure whether the connection is encrypted */
    static void put(HttpServerResponse response, boolean secure) {
        response.putHeader("Content-Security-Policy", POLICY).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer").putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin").putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()").putHeader("Cache-Control", "no-store");
        if (secure) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
