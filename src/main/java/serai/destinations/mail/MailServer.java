package serai.destinations.mail;

import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.StringHelper;
import serai.destinations.deadlines.TimeLimit;
import serai.journal.attempt.AttemptFailedException;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;
import serai.tls.TrustedCertificates;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Camel's component {@code smtp:}, with the credentials and the addresses for one server. The bean's name is the endpoint's scheme,
 * as in {@code summary-server:smtp.example.org:587}. The bean holds the credentials and the addresses of people, because an
 * endpoint's URI is logged. Blank values count as not set.
 *
 * <p>It connects to the server over TLS, and verifies its certificate, unless {@code tls} is {@code none}. An attempt connects once
 * (only the journal retries), and {@code attemptMax} bounds the whole attempt. The endpoint's options are those of {@code smtp:}.
 */
@Component("smtp") // where Camel looks for the options
public final class MailServer extends MailComponent {

    private static final long ATTEMPT_MAX_MS = 120_000;
    private static final int CONNECT_MAX_MS = 10_000;
    private static final int RESPONSE_MAX_MS = 60_000;
    private static final int PORT = 587;

    private String username = "";
    private String password = "";
    private String from = "";
    private String to = "";
    private Encryption tls = Encryption.STARTTLS;
    private String authorities = "";
    private int connectMax = CONNECT_MAX_MS;
    private int responseMax = RESPONSE_MAX_MS;
    private long attemptMax = ATTEMPT_MAX_MS;
    private boolean insecure;

    /** @param username blank for a server that requires no sign-in */
    public void setUsername(String username) {
        this.username = username;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** @param from the sender's address */
    public void setFrom(String from) {
        this.from = from;
    }

    /** @param to addresses of the recipients, separated by commas */
    public void setTo(String to) {
        this.to = to;
    }

    /**
     * @param tls {@code starttls}: the connection begins in clear and nothing is sent until it is encrypted; {@code tls}: it is
     *            encrypted from its beginning (port 465); {@code none}: it is in clear, which on another machine {@code insecure}
     *            has to allow
     * @throws IllegalArgumentException if it is none of these
     */
    public void setTls(String tls) {
        this.tls = Encryption.named(tls);
    }

    /** @param authorities PEM file of the authorities for the server's certificate; blank for those that Java trusts */
    public void setAuthorities(String authorities) {
        this.authorities = authorities;
    }

    /**
     * @param milliseconds time limit for the connection to be made
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setConnectMax(int milliseconds) {
        this.connectMax = (int) TimeLimit.required(milliseconds, 1);
    }

    /**
     * @param milliseconds time limit of a single read
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setResponseMax(int milliseconds) {
        this.responseMax = (int) TimeLimit.required(milliseconds, 1);
    }

    /**
     * @param milliseconds time limit of an attempt, for connection, sign-in and transfer together
     * @throws IllegalArgumentException if it is less than 1, or more than a day
     */
    public void setAttemptMax(long milliseconds) {
        this.attemptMax = TimeLimit.required(milliseconds, 1);
    }

    /** @param insecure whether the connection to a server on another machine may be in clear */
    public void setInsecure(boolean insecure) {
        this.insecure = insecure;
    }

    public boolean isInsecure() {
        return insecure;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        URI address = new URI("smtp://" + StringHelper.before(remaining, "?", remaining));
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("credentials stand in the address of a mail server; put them into its bean");
        }
        MailConfiguration server = new MailConfiguration(getCamelContext());
        server.configure(new URI(tls.protocol(), null, StringHelper.notEmpty(address.getHost(), "host"),
                address.getPort() > 0 ? address.getPort() : PORT, null, null, null));
        server.setContentType("text/plain; charset=UTF-8");
        server.setFrom(from);
        server.setTo(to);
        MailServerEndpoint endpoint = new MailServerEndpoint(uri, this, server);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Why the connection to a host is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    Optional<String> trouble(String host) {
        return tls == Encryption.NONE && !LoopbackHosts.isHere(host)
                ? Optional.of(InsecureConnections.IN_CLEAR) : Optional.empty();
    }

    Duration attemptMax() {
        return Duration.ofMillis(attemptMax);
    }

    int connectMax() {
        return connectMax;
    }

    int responseMax() {
        return responseMax;
    }

    Encryption tls() {
        return tls;
    }

    /** Blank if the server requires no sign-in. */
    String username() {
        return username;
    }

    String password() {
        return password;
    }

    /** @throws AttemptFailedException if the file of the authorities can't be used */
    SSLSocketFactory encryption() throws GeneralSecurityException, AttemptFailedException {
        SSLContext context = SSLContext.getInstance("TLS");
        try {
            context.init(null, authorities.isBlank() ? null : TrustedCertificates.of(Path.of(authorities)), null);
        } catch (IllegalArgumentException e) {
            throw AttemptFailedException.misconfigured("the authorities of a mail server's bean: " + e.getMessage());
        }
        return context.getSocketFactory();
    }

    /** Why no attempt can succeed with what is set, with the remedy after a semicolon; empty if nothing is missing. */
    public Optional<String> missingSettings() {
        if (from.isBlank() || to.isBlank()) {
            return Optional.of("a mail server's bean has no %s; set it".formatted(from.isBlank() ? "from" : "to"));
        }
        return username.isBlank() == password.isBlank() ? Optional.empty()
                : Optional.of("a mail server's bean has a username or a password alone; set both, or neither");
    }

    /** The file of the authorities if it can't be read here, with the remedy after a semicolon; empty if it can. */
    public Optional<String> unreadableFile() {
        return authorities.isBlank() || Files.isReadable(Path.of(authorities)) ? Optional.empty()
                : Optional.of(
                        "the file %s of a mail server's bean is not there or can't be read; put it there, or correct authorities"
                                .formatted(authorities));
    }

    /** @throws AttemptFailedException if something that an attempt needs is not set */
    void requireUsable() throws AttemptFailedException {
        Optional<String> missing = missingSettings();
        if (missing.isPresent()) {
            throw AttemptFailedException.misconfigured(missing.get());
        }
    }
}
