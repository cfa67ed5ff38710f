package serai.webhook.authentication;

import serai.model.Digest;
import serai.passwords.Password;
import serai.passwords.PasswordHash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The users who may post, each with one or two valid passwords (two while a password is being changed).
 *
 * <p>A check has two steps, so that an event loop can take the first and leave the second to a worker: {@link #knows} answers
 * at once, {@link #verify} may run PBKDF2. This object remembers right credentials as long as it lives, at most one for each
 * password. It does not remember wrong ones, so that these can't push others out. A check takes as long for a user who does not
 * exist as for one who does. Immutable except for what it remembers; safe for use by several threads.
 */
public final class Users {

    private final Map<String, List<Password>> passwords;
    private final CredentialsDigest digest;
    private final Set<ByteBuffer> foundRight = ConcurrentHashMap.newKeySet();
    private final byte[] asKept;
    private final int runs;
    private final Optional<Password> decoy;

    /** @param decoys makes a password that nothing matches, and whose check costs the given number of iterations */
    Users(Map<String, List<Password>> passwords, CredentialsDigest digest, IntFunction<Password> decoys) {
        this.passwords = passwords.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, user -> List.copyOf(user.getValue())));
        this.digest = digest;
        asKept = asKept(passwords);
        runs = passwords.values().stream().mapToInt(Users::runs).max().orElse(0);
        decoy = passwords.values().stream().flatMap(List::stream).map(Password::iterations)
                .filter(iterations -> iterations > 0).max(Integer::compare).map(decoys::apply);
    }

    /**
     * Whether the credentials are known to be right without PBKDF2: they were verified before, or the password was given in
     * plain. Never blocks. After {@code false} the caller calls {@link #verify}.
     */
    public boolean knows(Credentials credentials) {
        ByteBuffer key = digest.of(credentials);
        if (foundRight.contains(key)) {
            return true;
        }
        boolean right = of(credentials).anyMatch(password -> password.iterations() == 0
                && password.matches(credentials.password()));
        if (right) {
            foundRight.add(key); // to match costs another digest
        }
        return right;
    }

    /**
     * Whether the credentials are right; remembers right ones. For every name it blocks for as many runs of PBKDF2 as the user
     * with the most hashes has ({@link PasswordHash#DEFAULT_ITERATIONS the cost of one}).
     */
    public boolean verify(Credentials credentials) {
        ByteBuffer key = digest.of(credentials);
        // Another thread may have verified them since the caller called knows.
        boolean right = foundRight.contains(key) || matches(credentials);
        if (right) {
            foundRight.add(key);
        }
        return right;
    }

    /** A digest of all users and their hashes, 32 bytes (SHA-256). It changes when a user or a hash changes. */
    byte[] digest() {
        return asKept.clone();
    }

    private static byte[] asKept(Map<String, List<Password>> passwords) {
        String text = passwords.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(user -> user.getKey() + ":" + user.getValue().stream().map(Password::kept).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean matches(Credentials credentials) {
        // Every password is tried, also after one has matched, and the decoy is tried for the missing ones, so that the time is
        // the same for every user.
        boolean right = of(credentials).map(password -> password.matches(credentials.password()))
                .reduce(false, Boolean::logicalOr);
        int missing = runs - runs(passwords.getOrDefault(credentials.name(), List.of()));
        decoy.ifPresent(hash -> Stream.generate(() -> hash).limit(missing)
                .forEach(unused -> unused.matches(credentials.password())));
        return right;
    }

    private Stream<Password> of(Credentials credentials) {
        return passwords.getOrDefault(credentials.name(), List.of()).stream();
    }

    private static int runs(List<Password> of) {
        return (int) of.stream().filter(password -> password.iterations() > 0).count();
    }
}
