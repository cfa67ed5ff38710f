package serai.doctor.machine;

import serai.doctor.Examination;
import serai.doctor.Observations;
import serai.doctor.ValidityPeriod;
import serai.tls.CertificateFiles;

import java.time.Clock;

/** A certificate of Serai's own, in files: whether it can be used, and for how long. */
public final class CertificateExamination implements Examination {

    private final String subject;
    private final CertificateFiles files;
    private final Clock clock;

    public CertificateExamination(String subject, CertificateFiles files, Clock clock) {
        this.subject = subject;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void examine(Observations observations) {
        observations.trying("TLS");
        try {
            ValidityPeriod.observe("the certificate " + files, files.chain(), clock,
                    "renew it and replace its file; Serai need not be restarted", observations);
        } catch (IllegalArgumentException e) {
            observations.fail(String.valueOf(e.getMessage()), "");
        }
    }
}
