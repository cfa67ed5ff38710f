package serai.testkit.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;
import serai.testkit.http.SelfSigned;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/** A real SMTP server, SubEthaSMTP, with one user, TLS, and faults that a test sets. */
public final class SmtpServer implements AutoCloseable {

    public static final String USER = "serai";
    public static final String PASSWORD = "s3cr3t of the mail";

    /** What it answers at a step of a transfer. */
    public interface Fault {

        /** @throws RejectException what the server answers with */
        void at(String value) throws RejectException;
    }

    private static final Fault NONE = value -> {
    };

    public final List<MimeMessage> mails = new CopyOnWriteArrayList<>();
    public final List<String> recipients = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger signIns = new AtomicInteger();
    public volatile Fault whenSender = NONE;
    public volatile Fault whenRecipient = NONE;
    /** Before it has taken the mail. */
    public volatile Fault whenData = NONE;
    /** When it has taken the mail, and has not said so. */
    public volatile Fault whenTaken = NONE;
    private final SMTPServer server;

    /** @param encrypted whether its connections are encrypted from their beginning; otherwise it offers STARTTLS */
    public SmtpServer(SelfSigned certificate, boolean encrypted, boolean startTls) throws IOException, GeneralSecurityException {
        SSLContext tls = certificate.tls();
        SMTPServer.Builder builder = new SMTPServer.Builder().bindAddress(InetAddress.getLoopbackAddress()).port(0)
                .messageHandlerFactory(Handler::new).sessionHandler(new Counting())
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::signIn))
                .insertReceivedHeaders(false);
        server = (encrypted ? builder.serverSocketFactory(tls)
                : startTls ? builder.enableTLS().startTlsSocketFactory(tls) : builder).build();
        server.start();
    }

    private void signIn(String user, String password, MessageContext context) throws LoginFailedException {
        signIns.incrementAndGet();
        if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException("no such user as " + user);
        }
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** The parts of a mail: its text, then its attachments. */
    public static List<BodyPart> parts(MimeMessage mail) throws IOException, MessagingException {
        Multipart parts = (Multipart) mail.getContent();
        return List.of(parts.getBodyPart(0), parts.getBodyPart(1));
    }

    public static String text(BodyPart part) throws IOException, MessagingException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Counting implements SessionHandler {

        @Override
        public SessionAcceptance accept(org.subethamail.smtp.server.Session session) {
            connections.incrementAndGet();
            return SessionAcceptance.success();
        }

        @Override
        public void onSessionEnd(org.subethamail.smtp.server.Session session) {
            // nothing is kept of it
        }
    }

    private final class Handler implements MessageHandler {

        Handler(MessageContext context) {
            // it needs nothing of it
        }

        @Override
        public void from(String address) throws RejectException {
            whenSender.at(address);
        }

        @Override
        public void recipient(String address) throws RejectException {
            whenRecipient.at(address);
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            byte[] mail = data.readAllBytes();
            whenData.at("");
            try {
                mails.add(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
            } catch (MessagingException e) {
                throw new RejectException(554, "no message");
            }
            whenTaken.at("");
            return "taken";
        }

        @Override
        public void done() {
            // nothing is kept of it
        }
    }
}
