package serai.destinations.http;

import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import serai.tls.CertificateFiles;
import serai.tls.ChangingCertificate;
import serai.tls.LoopbackHosts;
import serai.tls.TrustedCertificates;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS as a client: Serai's own certificate, whose files are checked for changes before each handshake, and the trusted
 * authorities. An open connection keeps the certificate with which it was opened.
 */
public final class ClientTls implements TlsSocketStrategy {

    /** A resumed session uses the certificate of its first handshake, so sessions can be resumed for a short time only. */
    private static final int SESSION_SECONDS = 1;

    private final Optional<ChangingCertificate> certificate;
    private final TlsSocketStrategy strategy;

    /**
     * @param certificate the certificate for servers that ask for one; empty for none
     * @param authorities PEM file of the trusted authorities; empty for those that Java trusts
     * @throws IllegalArgumentException if a file can't be used; the message names it in one line
     */
    ClientTls(Optional<CertificateFiles> certificate, Optional<Path> authorities) {
        this.certificate = certificate.map(files -> new ChangingCertificate("A destination's client", files));
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(this.certificate.map(shown -> new KeyManager[]{shown.keys()}).orElse(null),
                    authorities.map(TrustedCertificates::of).orElse(null), null);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            strategy = new DefaultClientTlsStrategy(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    /**
     * Makes it of a client's properties, each blank if it is not set; empty if neither a certificate nor authorities are set.
     *
     * @throws IllegalArgumentException if there is a key or a password without a certificate, or a file can't be used
     */
    static Optional<ClientTls> of(String certificate, String key, String certificatePassword, String authorities) {
        if (certificate.isBlank() && !(key + certificatePassword).isBlank()) {
            throw new IllegalArgumentException("an HTTP destination has a key, or the password of a file, without a certificate; "
                    + "set both, or neither");
        }
        return certificate.isBlank() && authorities.isBlank() ? Optional.empty() : Optional.of(new ClientTls(
                file(certificate).map(shown -> new CertificateFiles(shown, file(key), certificatePassword)), file(authorities)));
    }

    private static Optional<Path> file(String name) {
        return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
    }

    /** The TLS of requests for access tokens: Java's authorities are trusted, and no certificate is shown. */
    public static TlsSocketStrategy byDefault() {
        return new DefaultClientTlsStrategy(SSLContexts.createDefault());
    }

    /**
     * The TLS of an endpoint without a client of Serai's.
     *
     * @throws IllegalArgumentException if the endpoint's sslContextParameters can't be used
     */
    public static TlsSocketStrategy ofEndpoint(HttpEndpoint http) {
        HostnameVerifier verifier = http.getX509HostnameVerifier();
        return new DefaultClientTlsStrategy(context(http), verifier == null ? HttpsSupport.getDefaultHostnameVerifier() : verifier);
    }

    private static SSLContext context(HttpEndpoint http) {
        SSLContextParameters given = http.getSslContextParameters() != null ? http.getSslContextParameters()
                : http.getComponent().getSslContextParameters() != null ? http.getComponent().getSslContextParameters()
                        : http.getComponent().isUseGlobalSslContextParameters() ? http.getCamelContext().getSSLContextParameters()
                                : null;
        try {
            return given == null ? SSLContexts.createDefault() : given.createSSLContext(http.getCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the sslContextParameters of an endpoint of http: can't be used", e);
        }
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        certificate.ifPresent(ChangingCertificate::look);
        return strategy.upgrade(socket, target, port, attachment, context);
    }

    /** Checks the address of each request, because a record may bring an address that no check at the start has seen. */
    static ClassicHttpResponse requireVerified(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpHost target = scope.route.getTargetHost();
        if (!scope.route.isSecure() && !LoopbackHosts.isHere(target.getHostName())) {
            throw new ProtocolException(
                    "the address " + target
                            + " is on another machine, and the connection would not be encrypted; nothing was sent");
        }
        return chain.proceed(request, scope);
    }
}
