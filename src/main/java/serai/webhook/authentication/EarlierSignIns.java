package serai.webhook.authentication;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which credentials were right in an earlier process, so that these are checked before all others after a restart. It
 * never lets a sender in by itself.
 *
 * <p>It is kept in two files that only their owner may read: {@code sign-ins.key}, made once, and {@code sign-ins}, which is
 * useless without the key. {@code sign-ins} has lines of two keyed digests: one of the user's name, and {@value #BITS} bits of
 * one of name and password. All users and their hashes go into both digests: when a hash changes, no line matches any more.
 * With {@value #BITS} bits, one of 4,096 wrong credentials is checked early. More bits would make this rarer, but would let an
 * attacker who has both files try passwords without PBKDF2 (docs/decisions/0027).
 */
public final class EarlierSignIns {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierSignIns.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int WHO_BYTES = 8;
    private static final int BITS = 12;
    private static final int LINES_MAX = 1_000;

    private final Path file;
    private final SecretKeySpec key;
    /** Digests of name and password, by the digest of the name. */
    private final Map<String, Set<String>> digests = new LinkedHashMap<>();
    /** A copy for event loops, which must not wait while another thread writes the file. */
    private volatile Map<String, Set<String>> readable = Map.of();

    private EarlierSignIns(Path file, byte[] key) {
        this.file = file;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads the files of a folder, and makes the key if there is none.
     *
     * @throws IOException if the files can't be read, or the key can't be made
     */
    public static EarlierSignIns in(Path folder) throws IOException {
        Path keyFile = folder.resolve("sign-ins.key");
        String kept = Files.exists(keyFile, LinkOption.NOFOLLOW_LINKS) ? OwnersFile.text(keyFile).strip() : "";
        if (!kept.matches("[0-9a-f]{%s}".formatted(2 * KEY_BYTES))) {
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            kept = HexFormat.of().formatHex(random);
            OwnersFile.write(keyFile, (kept + "\n").getBytes(StandardCharsets.UTF_8));
        }
        EarlierSignIns signIns = new EarlierSignIns(folder.resolve("sign-ins"), HexFormat.of().parseHex(kept));
        if (Files.exists(signIns.file, LinkOption.NOFOLLOW_LINKS)) {
            OwnersFile.text(signIns.file).lines().map(line -> line.split(" ")).filter(line -> line.length == 2).limit(LINES_MAX)
                    .forEach(line -> signIns.put(line[0], line[1]));
        }
        signIns.copy();
        return signIns;
    }

    private void copy() {
        readable = digests.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Set.copyOf(one.getValue())));
    }

    /**
     * Whether the credentials were right before, as far as the digest tells. Never blocks.
     *
     * @param users the value of {@link Users#digest}
     */
    boolean has(byte[] users, Credentials credentials) {
        Set<String> of = readable.get(who(users, credentials));
        if (of == null) {
            return false;
        }
        byte[] digest = digest(users, credentials).getBytes(StandardCharsets.US_ASCII);
        boolean has = false;
        for (String one : of) {
            has |= MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII), digest);
        }
        return has;
    }

    /** Notes that the credentials are right. A failure to write is logged: then they are not checked first after the next start. */
    synchronized void add(byte[] users, Credentials credentials) {
        if (!put(who(users, credentials), digest(users, credentials))) {
            return;
        }
        if (digests.size() > LINES_MAX) {
            digests.remove(digests.keySet().iterator().next());
        }
        copy();
        StringBuilder lines = new StringBuilder();
        digests.forEach((who, of) -> of.forEach(digest -> lines.append(who).append(' ').append(digest).append('\n')));
        try {
            Path next = OwnersFile.temporary(OwnersFile.folderOf(file), "sign-ins", ".new");
            OwnersFile.write(next, lines.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("Serai can't write sign-ins to {} ({}): after the next start publishers may have to wait while somebody tries "
                    + "passwords. Check the data folder.", file, e.getClass().getSimpleName());
            LOG.debug("Sign-ins can't be written", e);
        }
    }

    private boolean put(String who, String digest) {
        Set<String> of = digests.computeIfAbsent(who, unused -> new LinkedHashSet<>());
        boolean isNew = of.add(digest);
        if (of.size() > UsersBuilder.MAX_PASSWORDS) {
            of.remove(of.iterator().next());
        }
        return isNew;
    }

    private String who(byte[] users, Credentials credentials) {
        return HexFormat.of().formatHex(keyed(users, "who", credentials.name()), 0, WHO_BYTES);
    }

    private String digest(byte[] users, Credentials credentials) {
        byte[] digest = keyed(users, "password", credentials.name() + ":" + credentials.password());
        return HexFormat.of().formatHex(Arrays.copyOf(digest, 2)).substring(0, BITS / 4);
    }

    private byte[] keyed(byte[] users, String what, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(users);
            mac.update((what + ":" + text).getBytes(StandardCharsets.UTF_8));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + ALGORITHM + "; run on JDK 17 or later", e);
        }
    }
}
