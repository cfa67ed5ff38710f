package serai.tls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate from files that may change. A changed certificate holds for handshakes after the next {@link #look}. If it
 * can't be used, this is logged once and the earlier certificate stays. Only one look runs at a time.
 */
public final class ChangingCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(ChangingCertificate.class);

    private final String owner;
    private final CertificateFiles files;
    private final ChangingKeys keys;
    private CertificateFiles.Content inUse;
    private String told = "";

    /**
     * Reads the files.
     *
     * @param owner whose certificate it is, for the log: {@code The webhook}
     * @throws IllegalArgumentException if the files hold no certificate that can be used
     */
    public ChangingCertificate(String owner, CertificateFiles files) {
        this.owner = owner;
        this.files = files;
        this.inUse = files.read();
        this.keys = new ChangingKeys(files.use(inUse));
    }

    /** The key manager that presents the certificate, to clients and to servers. */
    public X509ExtendedKeyManager keys() {
        return keys;
    }

    /** Reads the files, and uses their content if it has changed. Blocks. */
    public synchronized void look() {
        try {
            CertificateFiles.Content now = files.read();
            if (!now.isSameAs(inUse)) {
                keys.change(files.use(now));
                inUse = now;
                LOG.info("{} uses a new certificate, from {}", owner, files);
            }
            told = "";
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            if (!told.equals(problem)) {
                LOG.warn("{}'s certificate has changed and can't be used, so Serai keeps the previous one: {}", owner, problem);
            }
            told = problem;
        }
    }
}
