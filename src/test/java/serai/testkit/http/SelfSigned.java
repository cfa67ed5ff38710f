package serai.testkit.http;

import serai.webhook.server.ServerTls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate, for 127.0.0.1 unless said otherwise, that nobody else has signed, made by the JDK's keytool, in the forms that
 * people have.
 */
public final class SelfSigned {

    public static final String PASSWORD = "caravan";

    private static final String ALIAS = "serai";

    static {
        ServerTls.refuseRenegotiation(); // before any handshake of the tests' servers: Java reads it at the first one
    }

    private final Path pkcs12;
    private final KeyStore keys;

    /** @param algorithm of its key: RSA, EC or Ed25519 */
    public SelfSigned(Path folder, String name, String algorithm) throws IOException, GeneralSecurityException {
        this(folder, name, algorithm, "ip:127.0.0.1");
    }

    /** @param names what it is for, as keytool writes them */
    public SelfSigned(Path folder, String name, String algorithm, String names) throws IOException, GeneralSecurityException {
        this(folder, name, algorithm, names, "now", 90);
    }

    /**
     * @param begins when it begins to be valid, as keytool writes it, such as {@code -10d}
     * @param days   for how many days it is valid
     */
    public SelfSigned(Path folder, String name, String algorithm, String names, String begins, int days)
            throws IOException, GeneralSecurityException {
        pkcs12 = folder.resolve(name + ".p12");
        Keytool.generate("-alias", ALIAS, "-keyalg", algorithm, "-dname", "CN=" + name, "-ext", "san=" + names,
                "-startdate", begins.equals("now") ? "-1S" : begins, "-validity", Integer.toString(days),
                "-keystore", pkcs12.toString(), "-storepass", PASSWORD);
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(pkcs12)) {
            keys.load(file, PASSWORD.toCharArray());
        }
    }

    public Path pkcs12() {
        return pkcs12;
    }

    /** The TLS of a server that shows this certificate. */
    public SSLContext tls() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate(ALIAS);
    }

    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate().getEncoded());
    }

    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content));
    }
}
