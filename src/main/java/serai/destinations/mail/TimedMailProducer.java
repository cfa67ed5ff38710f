package serai.destinations.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.support.DefaultProducer;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.destinations.deadlines.Deadlines;
import serai.settings.ContextClock;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/** Sends one mail in one attempt, within one time limit. It counts as sent when the server has taken the whole message. */
final class TimedMailProducer extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(TimedMailProducer.class);

    private final MailServerEndpoint endpoint;
    private final MailServer server;

    TimedMailProducer(MailServerEndpoint endpoint, MailServer server) {
        super(endpoint);
        this.endpoint = endpoint;
        this.server = server;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        server.requireUsable();
        AbortableSockets sockets = new AbortableSockets(server.encryption());
        Session session = Session.getInstance(properties(sockets));
        MimeMessage message = message(session, exchange);
        within(sockets, session, transport -> transport.sendMessage(message, message.getAllRecipients()));
    }

    /**
     * Connects, encrypts and signs in, as for a mail, and disconnects.
     *
     * @return the certificates that the server has shown; empty if the connection stays in clear
     */
    List<X509Certificate> signIn() throws Exception {
        server.requireUsable();
        AbortableSockets sockets = new AbortableSockets(server.encryption());
        List<X509Certificate> shown = new ArrayList<>();
        within(sockets, Session.getInstance(properties(sockets)), transport -> shown.addAll(sockets.certificates()));
        return shown;
    }

    /** Signs in, and then runs {@code then}, all within the time of one attempt. */
    private void within(AbortableSockets sockets, Session session, SignedIn then) throws Exception {
        MailConfiguration address = endpoint.getConfiguration();
        SMTPTransport transport = (SMTPTransport) session.getTransport(server.tls().protocol());
        Deadlines.of(endpoint.getCamelContext()).within(server.attemptMax(), sockets::abort, () -> {
            try {
                transport.connect(address.getHost(), address.getPort(), server.username(), server.password());
                then.run(transport);
            } catch (MessagingException e) {
                throw MailFailure.of(e, transport.getLastReturnCode());
            } finally {
                close(transport); // a mail that the server has taken is sent, whatever it answers to QUIT
            }
        });
    }

    /** What is done with a connection that the server has let in. */
    private interface SignedIn {
        void run(SMTPTransport transport) throws Exception;
    }

    private MimeMessage message(Session session, Exchange exchange) throws Exception {
        MimeMessage message = new IdentifiedMessage(session);
        try {
            endpoint.getBinding().populateMailMessage(endpoint, message, exchange);
            message.setSentDate(Date.from(ContextClock.of(endpoint.getCamelContext()).instant()));
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw MailFailure.of(e, 0);
        }
    }

    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("A connection to a mail server could not be closed", e);
        }
    }

    private Properties properties(AbortableSockets sockets) throws GeneralSecurityException {
        String prefix = "mail." + server.tls().protocol() + ".";
        Properties properties = new Properties();
        properties.put(prefix + "connectiontimeout", String.valueOf(server.connectMax()));
        properties.put(prefix + "timeout", String.valueOf(server.responseMax()));
        properties.put(prefix + "socketFactory", sockets.plain());
        properties.put(prefix + "socketFactory.fallback", "false"); // otherwise a failed connection is made a second time
        properties.put(prefix + "ssl.socketFactory", sockets.encrypted());
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", String.valueOf(server.tls() == Encryption.STARTTLS));
        properties.put(prefix + "starttls.required", String.valueOf(server.tls() == Encryption.STARTTLS));
        properties.put(prefix + "auth", String.valueOf(!server.username().isBlank()));
        properties.put(prefix + "quitwait", "false");
        return properties;
    }
}
