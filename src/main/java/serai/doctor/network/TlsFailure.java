package serai.doctor.network;

import serai.doctor.ValidityPeriod;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;

/** What the failure of a handshake means, in Serai's words: Java's messages depend on its version and quote the server. */
record TlsFailure(String found, String remedy) {

    static TlsFailure of(IOException failure, Target target, InetSocketAddress address) {
        Optional<X509Certificate> shown = PresentedCertificate.of(address, target.host());
        if (has(failure, CertificateExpiredException.class)) {
            return new TlsFailure("the certificate has expired" + shown.map(one -> " on " + ValidityPeriod
                    .day(one.getNotAfter().toInstant())).orElse(""), "renew it at " + target);
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return new TlsFailure("the certificate is not valid yet" + shown.map(one -> ", but from %s on"
                    .formatted(ValidityPeriod.day(one.getNotBefore().toInstant()))).orElse(""),
                    "check the clock of this machine, or have another certificate issued for " + target);
        }
        if (has(failure, SSLPeerUnverifiedException.class) || told(failure, "No subject alternative", "No name matching")) {
            return new TlsFailure("the certificate is for %s, not for %s".formatted(
                    shown.map(PresentedCertificate::names).orElse("another host"), target.host()),
                    "have one issued for that name, or correct " + target.set());
        }
        if (has(failure, CertPathBuilderException.class) || told(failure, "PKIX path")) {
            return shown.filter(PresentedCertificate::isSelfSigned).isPresent()
                    ? new TlsFailure("the certificate is self-signed, and not trusted",
                            "have an authority issue one for %s, or trust "
                                    .formatted(target) + "it in the client's authorities or Java's trust store")
                    : new TlsFailure("no trusted authority has issued the certificate",
                            "have the server send its intermediate certificates, or trust the authority in the client's authorities "
                                    + "or Java's trust store");
        }
        if (told(failure, "Unsupported or unrecognized SSL message", "plaintext connection")) {
            return new TlsFailure("%s does not speak TLS".formatted(target), "correct the port or the scheme in " + target.set());
        }
        if (has(failure, SocketTimeoutException.class)) {
            return new TlsFailure("%s takes connections, but does not answer in TLS".formatted(target),
                    "see what hangs there, or correct " + target.set());
        }
        if (has(failure, EOFException.class) || has(failure, SocketException.class)) {
            return new TlsFailure("%s ends the connection during the handshake".formatted(target),
                    "see its log, and what is between it and this machine");
        }
        return new TlsFailure("the handshake with %s fails (%s)".formatted(target, alert(failure)),
                "see its log: it may want a client certificate, or another version of TLS");
    }

    private static boolean has(Throwable failure, Class<?> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static boolean told(Throwable failure, String... texts) {
        return causes(failure).map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(message -> Stream.of(texts).anyMatch(message::contains));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** The name of the alert that the server has sent, which is one of a fixed set; else the class of the failure. */
    private static String alert(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.matches("Received fatal alert: \\w{1,40}|\\(\\w{1,40}\\) Received fatal alert: \\w{1,40}")
                ? message.replaceFirst(".*: ", "") : failure.getClass().getSimpleName();
    }
}
