package serai.tls;

import org.jspecify.annotations.Nullable;
import serai.tls.CertificateFiles.Certified;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificate of a server or a client, which may change at any time. A handshake ends with the certificate with which it
 * has begun. (Changing the server's options instead would drop the connections that arrive at that moment: Vert.x 4.5.22,
 * {@code updateSSLOptions}.)
 */
final class ChangingKeys extends X509ExtendedKeyManager {

    private record Generation(int number, Certified certified, @Nullable Generation before) {
    }

    private volatile Generation newest;

    ChangingKeys(Certified first) {
        newest = new Generation(0, first, null);
    }

    /** Changes the certificate for later handshakes. Not for use by several threads at once. */
    void change(Certified next) {
        Generation last = newest;
        newest = new Generation(last.number() + 1, next, new Generation(last.number(), last.certified(), null));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return newest(keyType);
    }

    /** Ignores which authorities the server has named: a server that does not accept the certificate reports this more clearly. */
    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return Arrays.stream(keyTypes).map(this::newest).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private @Nullable String newest(String keyType) {
        Generation now = newest;
        return now.certified().key().getAlgorithm().equals(keyType) ? Integer.toString(now.number()) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Certified certified = certified(alias);
        return certified == null ? null : certified.key();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Certified certified = certified(alias);
        return certified == null ? null : certified.chain();
    }

    private @Nullable Certified certified(String alias) {
        Generation generation = newest;
        while (generation != null && !Integer.toString(generation.number()).equals(alias)) {
            generation = generation.before();
        }
        return generation == null ? null : generation.certified();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return newest(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        String alias = newest(keyType);
        return alias == null ? null : new String[]{alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return getServerAliases(keyType, issuers);
    }
}
