package serai.destinations;

import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out whether an {@code http:} endpoint sends to another machine unencrypted, or to a server that nobody verifies. */
final class UnverifiedHttp {

    /** Finds the verifier's name in the URI: Camel gives the verifier to the connections, and doesn't keep it in the endpoint. */
    private static final Pattern VERIFIER = Pattern.compile("[?&]x509HostnameVerifier=(?:RAW\\()?(?:#|%23)(?:bean:)?([\\w.-]+)");

    private UnverifiedHttp() {
    }

    /** Why the endpoint is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    static Optional<String> trouble(HttpEndpoint http) {
        return InsecureConnections.trouble(http.getHttpUri()).or(() -> ofTokens(http)).or(() -> ofProxy(http))
                .or(() -> !LoopbackHosts.isHere(String.valueOf(http.getHttpUri().getHost()))
                        && (trustsAll(http) || http.getX509HostnameVerifier() instanceof NoopHostnameVerifier
                                || namesVerifier(http)) ? Optional.of(InsecureConnections.UNVERIFIED) : Optional.empty());
    }

    private static Optional<String> ofTokens(HttpEndpoint http) {
        String tokens = http.getOauth2TokenEndpoint();
        return tokens == null ? Optional.empty()
                : InsecureConnections.trouble(URI.create(tokens)).map(trouble -> "has a token endpoint that " + trouble);
    }

    private static Optional<String> ofProxy(HttpEndpoint http) {
        String proxy = http.getProxyHost() == null ? http.getProxyAuthHost() : http.getProxyHost();
        return http.getProxyAuthPassword() == null || proxy == null || LoopbackHosts.isHere(proxy) ? Optional.empty()
                : Optional.of("has a proxy on another machine, and sends it the password without encryption");
    }

    private static boolean trustsAll(HttpEndpoint http) {
        SSLContextParameters tls = http.getSslContextParameters() != null ? http.getSslContextParameters()
                : http.getComponent().getSslContextParameters();
        return tls != null && tls.getTrustManagers() != null
                && tls.getTrustManagers().getTrustManager() instanceof TrustAllTrustManager;
    }

    private static boolean namesVerifier(HttpEndpoint http) {
        Matcher named = VERIFIER.matcher(http.getEndpointUri());
        return named.find()
                && http.getCamelContext().getRegistry().lookupByName(named.group(1)) instanceof NoopHostnameVerifier;
    }
}
