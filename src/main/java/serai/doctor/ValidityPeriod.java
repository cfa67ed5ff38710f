package serai.doctor;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;

/** For how long certificates are valid. */
public final class ValidityPeriod {

    /** An operator who renews by hand needs some days; an automatic renewal has failed when fewer are left. */
    private static final Duration WARNED = Duration.ofDays(14);

    private ValidityPeriod() {
    }

    /**
     * Observes until when a chain is valid, or that a certificate of it has expired.
     *
     * @param what   what is valid, such as {@code TLSv1.3, the certificate}
     * @param remedy how to renew it
     */
    public static void observe(String what, Collection<X509Certificate> chain, Clock clock, String remedy,
            Observations observations) {
        Instant end = chain.stream().map(certificate -> certificate.getNotAfter().toInstant()).min(Comparator.naturalOrder())
                .orElseThrow();
        Instant now = clock.instant();
        String day = day(end);
        if (!end.isAfter(now)) {
            observations.fail("%s has expired on %s".formatted(what, day), remedy);
        } else if (end.isBefore(now.plus(WARNED))) {
            observations.warn("%s is valid until %s only, %s".formatted(what, day, days(now, end)), remedy);
        } else {
            observations.ok("%s is valid until %s, %s".formatted(what, day, days(now, end)));
        }
    }

    private static String days(Instant now, Instant end) {
        long days = Duration.between(now, end).toDays();
        return days == 1 ? "1 more day" : days + " more days";
    }

    /** The day in UTC. */
    public static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
