package serai.destinations;

import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import serai.tls.InsecureConnections;
import serai.tls.LoopbackHosts;

import java.util.Optional;
import java.util.Properties;

/** Whether an endpoint of Camel's own {@code smtp:}, {@code imap:} and {@code pop3:} verifies who answers. */
final class UnverifiedMail {

    private UnverifiedMail() {
    }

    /** Why an endpoint is insecure, as the end of a sentence about it; empty if it is verified, or on this machine. */
    static Optional<String> trouble(MailEndpoint endpoint) {
        MailConfiguration mail = endpoint.getConfiguration();
        if (mail.getJavaMailSender() != null || mail.getSession() != null || mail.getJavaMailProperties() != null) {
            return Optional
                    .of("has a sender, a session or properties of its own, and Serai can't tell whether they verify the server's "
                            + "certificate");
        }
        if (LoopbackHosts.isHere(String.valueOf(mail.getHost()))) {
            return Optional.empty();
        }
        Properties more = mail.getAdditionalJavaMailProperties();
        String prefix = "mail." + mail.getProtocol() + ".";
        if (!mail.isSecureProtocol() && !isSet(more, prefix + "starttls.required") && !isSet(more, prefix + "ssl.enable")) {
            return Optional.of(
                    "%s (mail.%s.starttls.required)".formatted(InsecureConnections.IN_CLEAR, mail.getProtocol()));
        }
        boolean trustsAll = mail.getSslContextParameters() != null && mail.getSslContextParameters().getTrustManagers() != null
                && mail.getSslContextParameters().getTrustManagers().getTrustManager() instanceof TrustAllTrustManager;
        return trustsAll || more.containsKey(prefix + "ssl.trust") || more.containsKey(prefix + "ssl.checkserveridentity")
                && !isSet(more, prefix + "ssl.checkserveridentity")
                        ? Optional.of(InsecureConnections.UNVERIFIED) : Optional.empty();
    }

    private static boolean isSet(Properties properties, String name) {
        return Boolean.parseBoolean(String.valueOf(properties.get(name)));
    }
}
