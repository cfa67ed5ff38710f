package serai.destinations.mail;

import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** An endpoint that sends mail by a {@link MailServer}. */
public final class MailServerEndpoint extends MailEndpoint {

    private final MailServer server;

    MailServerEndpoint(String uri, MailServer server, MailConfiguration configuration) {
        super(uri, server, configuration);
        this.server = server;
    }

    @Override
    public Producer createProducer() {
        return new TimedMailProducer(this, server);
    }

    /**
     * Connects, encrypts and signs in as for a mail, and sends none.
     *
     * @return the certificates that the server has shown; empty if the connection stays in clear
     * @throws Exception as sending a mail would
     */
    public List<X509Certificate> signIn() throws Exception {
        return new TimedMailProducer(this, server).signIn();
    }

    /** How the connection is encrypted: {@code starttls}, {@code tls} or {@code none}. */
    public String encryption() {
        return server.tls().word();
    }

    /** Whether the server is given a user and a password. */
    public boolean hasUser() {
        return !server.username().isBlank();
    }

    /** Why the connection is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    public Optional<String> trouble() {
        return server.trouble(getConfiguration().getHost());
    }

    /** Whether a setting allows an insecure connection. */
    public boolean isInsecure() {
        return server.isInsecure();
    }
}
