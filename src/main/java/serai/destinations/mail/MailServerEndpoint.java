package serai.destinations.mail;

import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

import java.util.Optional;

/** Where mail goes by a {@link MailServer}. */
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

    /** Why the connection is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    public Optional<String> trouble() {
        return server.trouble(getConfiguration().getHost());
    }

    /** Whether a setting allows an insecure connection. */
    public boolean isInsecure() {
        return server.isInsecure();
    }
}
