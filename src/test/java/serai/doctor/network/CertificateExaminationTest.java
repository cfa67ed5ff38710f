package serai.doctor.network;

import org.junit.jupiter.api.Test;
import serai.testkit.http.IssuedCertificate;
import serai.testkit.http.SelfSigned;

import java.nio.file.Files;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers whose certificate has expired, is for another host, or is from nobody who is trusted, each really so. */
class CertificateExaminationTest extends ExaminedHttp {

    @Test
    void aCertificateThatHasExpired() throws Exception {
        IssuedCertificate expired = new IssuedCertificate(folder, "-10d", 5);
        lrs.setAuthorities(Files.writeString(folder.resolve("authority.pem"), expired.authorityPem()).toString());
        String address = servingUntrusted(expired.pkcs12());

        assertThat(observed(address, lrs)).last().asString()
                .matches("fail TLS: the certificate has expired on \\d{4}-\\d\\d-\\d\\d; renew it at 127.0.0.1:\\d+");
        assertThat(asked).isEmpty();
    }

    @Test
    void aCertificateThatIsNotValidYet() throws Exception {
        IssuedCertificate early = new IssuedCertificate(folder, "+10d", 5);
        lrs.setAuthorities(Files.writeString(folder.resolve("authority.pem"), early.authorityPem()).toString());

        assertThat(observed(servingUntrusted(early.pkcs12()), lrs)).last().asString()
                .matches("fail TLS: the certificate is not valid yet, but from \\d{4}-\\d\\d-\\d\\d on; check the clock of this "
                        + "machine, or have another certificate issued for 127.0.0.1:\\d+");
    }

    @Test
    void aCertificateOfAnAuthorityThatNobodyKnows() throws Exception {
        assertThat(observed(servingUntrusted(new IssuedCertificate(folder, "-1d", 5).pkcs12()), lrs)).last()
                .isEqualTo("fail TLS: no trusted authority has issued the certificate; have the server send its intermediate "
                        + "certificates, or trust the authority in the client's authorities or Java's trust store");
    }

    @Test
    void aCertificateThatHasExpiredAndIsItselfTrusted() throws Exception {
        String address = serving(new SelfSigned(folder, "expired", "EC", "ip:127.0.0.1", "-10d", 5));

        assertThat(observed(address, lrs)).element(1).asString().startsWith("warn TLS: TLSv1.3, the certificate has expired, and "
                + "passes only because this very certificate is trusted; renew it at 127.0.0.1:");
    }

    @Test
    void aCertificateThatExpiresSoon() throws Exception {
        String address = serving(new SelfSigned(folder, "soon", "EC", "ip:127.0.0.1", "-10d", 12));

        assertThat(observed(address, lrs)).element(1).asString().startsWith("warn TLS: TLSv1.3, the certificate is valid until ")
                .contains(" only, 1 more day; renew it at 127.0.0.1:");
    }

    @Test
    void aCertificateThatNobodyElseHasSigned() throws Exception {
        String address = servingUntrusted(new SelfSigned(folder, "lrs", "EC").pkcs12());
        lrs.setUsername("serai");
        lrs.setPassword("caravan");

        assertThat(observed(address, lrs)).last().asString().matches("fail TLS: the certificate is self-signed, and not trusted; "
                + "have an authority issue one for 127.0.0.1:\\d+, or trust it in the client's authorities or Java's trust store");
        assertThat(asked).as("credentials before the certificate is trusted").isEmpty();
    }

    @Test
    void aCertificateForAnotherHost() throws Exception {
        String address = serving(new SelfSigned(folder, "other", "EC", "dns:other.example.org"));

        assertThat(observed(address, lrs)).last()
                .isEqualTo("fail TLS: the certificate is for other.example.org, not for 127.0.0.1; "
                        + "have one issued for that name, or correct serai.lrs.url");
        assertThat(asked).isEmpty();
    }
}
