package serai.webhook.authentication;

import serai.passwords.Password;
import serai.passwords.PasswordHash;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Collects users from settings and files. A user that is named twice has two valid passwords. */
public final class UsersBuilder {

    /** The old password and the new one. Each further password would make the check of every wrong guess more expensive. */
    static final int MAX_PASSWORDS = 2;

    private final Map<String, List<Password>> passwords = new LinkedHashMap<>();
    private final CredentialsDigest digest = new CredentialsDigest();
    private IntFunction<Password> decoys = PasswordHash::decoy;

    /** Adds a user, or a second password for one. */
    public UsersBuilder hashed(String name, PasswordHash hash) {
        return add(name, hash);
    }

    /**
     * Adds a user whose password is given in plain, such as one from an environment variable. Keeps only a digest of it.
     *
     * @throws IllegalArgumentException if the password is too short ({@link PasswordHash#requireLength})
     */
    public UsersBuilder plain(String name, String password) {
        PasswordHash.requireLength(password);
        return add(name, new PlainPassword(digest, new Credentials(name, password)));
    }

    /**
     * Adds users from a file in UTF-8, a {@code name:hash} on each line; empty lines and lines that begin with {@code #} are
     * skipped.
     *
     * @throws IllegalArgumentException if the file can't be read or a line is wrong; the message names file and line, and
     *                                  quotes no hash
     */
    public UsersBuilder file(Path file) {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String user = line.strip();
            if (!user.isEmpty() && !user.startsWith("#")) {
                line("%s:%s".formatted(file, number), user);
            }
        }
        return this;
    }

    UsersBuilder decoys(IntFunction<Password> source) {
        decoys = source;
        return this;
    }

    public UsersBuilder add(String name, Password password) {
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user's name must not be empty nor contain a colon; choose another");
        }
        List<Password> known = passwords.computeIfAbsent(name, unused -> new ArrayList<>());
        if (known.size() == MAX_PASSWORDS) {
            throw new IllegalArgumentException("user '%s' has more than %s passwords; remove the oldest"
                    .formatted(name, MAX_PASSWORDS));
        }
        known.add(password);
        return this;
    }

    /** The users so far. Without any, nobody is let in. */
    public Users build() {
        return new Users(passwords, digest, decoys);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not in UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " can't be read; create it with a name:hash on each line, and let "
                    + "the user that runs Serai read it", e);
        }
    }

    private void line(String place, String user) {
        int colon = user.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(place + " has no colon; write name:hash");
        }
        try {
            add(user.substring(0, colon), PasswordHash.parse(user.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }
}
