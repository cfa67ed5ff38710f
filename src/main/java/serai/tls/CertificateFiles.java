package serai.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.X509KeyManager;

/**
 * The files of a certificate of Serai's: the certificate, the intermediate ones up to its authority, and its private key, in
 * PEM (RFC 7468) in one file or two, or in a PKCS#12 file (RFC 7292).
 */
public final class CertificateFiles {

    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    private final Path certificate;
    private final Optional<Path> key;
    private final String password;

    /**
     * @param certificate the certificates, Serai's own first; or a PKCS#12 file
     * @param key         the private key, without a password; empty if it is in the same file
     * @param password    the password of a PKCS#12 file
     */
    public CertificateFiles(Path certificate, Optional<Path> key, String password) {
        this.certificate = certificate;
        this.key = key;
        this.password = password;
    }

    /**
     * Checks that the files can be used now.
     *
     * @throws IllegalArgumentException as {@link #read} and {@link #use}
     */
    public void require() {
        use(read());
    }

    /**
     * The certificates as the files have them now, Serai's own first.
     *
     * @throws IllegalArgumentException as {@link #require}
     */
    public List<X509Certificate> chain() {
        return List.of(use(read()).chain());
    }

    /** The content of the files at one moment. */
    record Content(byte[] certificate, byte[] key) {

        boolean isSameAs(Content other) {
            return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
        }
    }

    /**
     * Reads the files. Blocks.
     *
     * @throws IllegalArgumentException if a file can't be read; the message names it
     */
    Content read() {
        byte[] read = read(certificate);
        return new Content(read, key.map(CertificateFiles::read).orElse(read));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " can't be read; name a file that Serai's user may read", e);
        }
    }

    /** A private key and its chain of certificates, Serai's own first. */
    record Certified(PrivateKey key, X509Certificate[] chain) {
    }

    /**
     * Makes the key and chain for TLS from the content.
     *
     * @throws IllegalArgumentException if the content is no certificate with its key, or if the key belongs to another
     *                                  certificate; the message is one line that names the file
     */
    Certified use(Content content) {
        KeyCertOptions options = isPem(content.certificate())
                ? new PemKeyCertOptions().addCertValue(Buffer.buffer(content.certificate()))
                        .addKeyValue(Buffer.buffer(content.key()))
                : new PfxOptions().setValue(Buffer.buffer(content.certificate())).setPassword(password);
        Certified certified = certified(options);
        if (!isOf(certified.key(), certified.chain()[0].getPublicKey())) {
            throw unusable("begins with the certificate of another key", null);
        }
        return certified;
    }

    private static boolean isPem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    private Certified certified(KeyCertOptions options) {
        try {
            // Gives Vert.x the content and not the files' names, so that it reads no file itself.
            return Arrays.stream(options.getKeyManagerFactory(null).getKeyManagers())
                    .filter(X509KeyManager.class::isInstance).map(X509KeyManager.class::cast)
                    .flatMap(keys -> KEY_TYPES.stream().map(type -> keys.getServerAliases(type, null)).filter(Objects::nonNull)
                            .flatMap(Arrays::stream)
                            .map(alias -> new Certified(keys.getPrivateKey(alias), keys.getCertificateChain(alias))))
                    .findFirst().orElseThrow(() -> unusable("has no private key with its certificate", null));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) { // Vert.x declares no narrower type, and throws a RuntimeException for a PEM file without a key
            throw unusable(e.getMessage() == null ? "is neither PEM nor PKCS#12" : "can't be used (%s)".formatted(e.getMessage()),
                    e);
        }
    }

    private static boolean isOf(PrivateKey secret, PublicKey known) {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> secret.getAlgorithm();
        };
        byte[] anything = {1};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // the keys are of two algorithms
        }
    }

    private IllegalArgumentException unusable(String problem, @Nullable Exception cause) {
        return new IllegalArgumentException(("%s%s %s; name PEM files with the certificates, its own first, and its private key "
                + "without a password, or a PKCS#12 file and its password")
                .formatted(certificate, key.map(file -> " with " + file).orElse(""), problem), cause);
    }

    @Override
    public String toString() {
        return certificate.toString();
    }
}
