package serai.webhook.authentication;

import serai.passwords.Password;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A password that was given in plain, as in the environment. The object keeps only its digest with this process's key. */
final class PlainPassword implements Password {

    private final CredentialsDigest digest;
    private final String name;
    private final ByteBuffer expected;

    PlainPassword(CredentialsDigest digest, Credentials credentials) {
        this.digest = digest;
        name = credentials.name();
        expected = digest.of(credentials);
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // a digest is the whole of its array
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(expected.array(), digest.of(new Credentials(name, candidate)).array());
    }

    @Override
    public int iterations() {
        return 0;
    }
}
