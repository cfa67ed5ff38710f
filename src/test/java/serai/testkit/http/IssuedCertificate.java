package serai.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Stream;

/** A certificate for 127.0.0.1 that an authority of its own has issued, made by the JDK's keytool. */
public final class IssuedCertificate {

    private final Path pkcs12;
    private final byte[] authority;
    private final KeyStore keys = KeyStore.getInstance("PKCS12");

    /**
     * @param begins when it begins to be valid, as keytool writes it, such as {@code -10d}
     * @param days   for how many days it is valid; the authority is valid for longer
     */
    public IssuedCertificate(Path folder, String begins, int days) throws IOException, GeneralSecurityException {
        this.pkcs12 = folder.resolve("issued.p12");
        keytool("-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-30d", "-validity", "90");
        keytool("-alias", "server", "-dname", "CN=server", "-ext", "san=ip:127.0.0.1", "-signer", "authority", "-startdate", begins,
                "-validity", Integer.toString(days));
        try (InputStream file = Files.newInputStream(pkcs12)) {
            keys.load(file, SelfSigned.PASSWORD.toCharArray());
        }
        authority = keys.getCertificate("authority").getEncoded();
        keys.deleteEntry("authority"); // so that a server has only one to show
        try (OutputStream file = Files.newOutputStream(pkcs12)) {
            keys.store(file, SelfSigned.PASSWORD.toCharArray());
        }
    }

    private void keytool(String... options) {
        Keytool.generate(
                Stream.concat(Stream.of("-keyalg", "EC", "-keystore", pkcs12.toString(), "-storepass", SelfSigned.PASSWORD),
                        Stream.of(options)).toArray(String[]::new));
    }

    /** The server's key, with its certificate and the authority's. */
    public Path pkcs12() {
        return pkcs12;
    }

    public String authorityPem() {
        return "-----BEGIN CERTIFICATE-----%n%s%n-----END CERTIFICATE-----%n"
                .formatted(Base64.getMimeEncoder().encodeToString(authority));
    }
}
