package serai.alerts.signs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Certificates and secrets that end soon, or have ended.
 *
 * @param files   of certificates in PEM; one that can't be read, or is in another form, begins no alert: its user reports that
 * @param secrets the day on which each ends, by its name
 * @param before  how long before the end an alert begins
 */
public record EndingSign(List<Path> files, Map<String, LocalDate> secrets, Duration before, Clock clock) implements Sign {

    /** Secrets as the setting has them: {@code lrs 2027-01-31, servicebus 2027-03-01}. */
    public static Map<String, LocalDate> secrets(List<String> written) {
        Map<String, LocalDate> secrets = new TreeMap<>();
        written.forEach(one -> {
            String[] words = one.split("\\s+");
            secrets.put(words[0], LocalDate.parse(words[1]));
        });
        return secrets;
    }

    @Override
    public void look(Consumer<AlertCondition> found) {
        for (Path file : files) {
            try (InputStream bytes = Files.newInputStream(file)) {
                Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(bytes);
                if (first instanceof X509Certificate certificate) {
                    tell(found, AlertType.CERTIFICATE_ENDS, "the certificate in %s".formatted(file), file.toString(),
                            certificate.getNotAfter().toInstant());
                }
            } catch (IOException | GeneralSecurityException e) {
                found.accept(AlertCondition.lasts(AlertType.CERTIFICATE_ENDS, file.toString()));
            }
        }
        secrets.forEach((name, day) -> tell(found, AlertType.SECRET_ENDS, "the secret %s".formatted(name), name,
                day.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void tell(Consumer<AlertCondition> found, AlertType type, String what, String subject, Instant end) {
        Instant now = clock.instant();
        if (!end.isAfter(now.plus(before))) {
            found.accept(AlertCondition.begins(type, subject,
                    end.isAfter(now) ? "%s ends in %s days".formatted(what, Duration.between(now, end).toDays())
                            : "%s has ended".formatted(what),
                    "put a new one in its place"
                            + (type == AlertType.SECRET_ENDS ? ", and its day into serai.alerts.secrets" : "")));
        }
    }
}
