package serai.doctor.network;

import org.apache.camel.util.ObjectHelper;
import serai.destinations.mail.MailServerEndpoint;
import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.ValidityPeriod;
import serai.journal.attempt.AttemptFailedException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A mail server: name, port, TLS or STARTTLS, and whether it lets Serai in. No mail is begun. */
public final class MailExamination implements Examination {

    private final String subject;
    private final MailServerEndpoint endpoint;
    private final Clock clock;
    private final Target server;

    /** @param set where the address is set */
    public MailExamination(String subject, MailServerEndpoint endpoint, Clock clock, String set) {
        this.subject = subject;
        this.endpoint = endpoint;
        this.clock = clock;
        this.server = new Target(endpoint.getConfiguration().getHost(), endpoint.getConfiguration().getPort(), set);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) throws Exception {
        InetSocketAddress address = Reach.of(server, observations);
        if (address == null) {
            return;
        }
        Optional<String> clear = endpoint.trouble();
        if (clear.isPresent()) {
            observations.trying("sign-in");
            observations.warn("not tried: %s %s".formatted(server, clear.get()), "set tls of the mail server's bean to starttls");
            return;
        }
        observations.trying("sign-in");
        try {
            List<X509Certificate> certificates = endpoint.signIn();
            if (!certificates.isEmpty()) {
                observations.trying("TLS");
                ValidityPeriod.observe("%s, the certificate".formatted(endpoint.encryption().equals("tls") ? "TLS" : "STARTTLS"),
                        certificates, clock, "renew it at " + server, observations);
            }
            observations.trying("sign-in");
            observations.ok(endpoint.hasUser() ? "Serai is let in; no mail was sent"
                    : "no user is set, so Serai does not sign in; the server has answered, and no mail was sent");
        } catch (AttemptFailedException e) {
            throw e; // its message says what to do
        } catch (Exception e) {
            IOException broken = ObjectHelper.getException(IOException.class, e);
            if (broken == null) {
                throw e;
            }
            TlsFailure trouble = TlsFailure.of(broken, server, address);
            observations.trying("TLS");
            observations.fail(trouble.found(), trouble.remedy());
        }
    }
}
