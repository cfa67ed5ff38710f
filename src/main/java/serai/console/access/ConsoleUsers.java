package serai.console.access;

import serai.installation.Installation;
import serai.passwords.PasswordHash;
import serai.webhook.authentication.Credentials;
import serai.webhook.authentication.Users;
import serai.webhook.authentication.UsersBuilder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those who may use the page, and their roles. */
public final class ConsoleUsers {

    /** The only user if no file names any. */
    public static final String OPERATOR = "operator";

    private static final int PARTS = 3;

    private final Users users;
    private final Map<String, Role> roles;

    private ConsoleUsers(Users users, Map<String, Role> roles) {
        this.users = users;
        this.roles = Map.copyOf(roles);
    }

    /** One user, {@value #OPERATOR}, with that password. */
    public static ConsoleUsers alone(String password) {
        return new ConsoleUsers(new UsersBuilder().plain(OPERATOR, password).build(), Map.of(OPERATOR, Role.OPERATOR));
    }

    /** Nobody: all sign in by a provider. */
    public static ConsoleUsers none() {
        return new ConsoleUsers(new UsersBuilder().build(), Map.of());
    }

    /** Whether nobody has a password. */
    public boolean isEmpty() {
        return roles.isEmpty();
    }

    /**
     * The users of a file in UTF-8, a {@code name:role:hash} on each line; empty lines and those that begin with {@code #} are
     * skipped. A user who stands there twice has two passwords, for the time of a change.
     *
     * @throws IllegalArgumentException if the file can't be read, has no user, or a line is wrong; the message names file and
     *                                  line, and quotes no hash
     */
    public static ConsoleUsers of(Path file) {
        UsersBuilder builder = new UsersBuilder();
        Map<String, Role> roles = new HashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add("%s:%s".formatted(file, number), line.strip(), builder, roles);
            }
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " names nobody; write a name:role:hash, the hash by " + Installation.SERAI + " password");
        }
        return new ConsoleUsers(builder.build(), roles);
    }

    private static void add(String place, String line, UsersBuilder builder, Map<String, Role> roles) {
        String[] parts = line.split(":", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException(
                    place + " is not a name:role:hash; the hash is what " + Installation.SERAI + " password prints");
        }
        Role role = Role.named(parts[1]).orElseThrow(() -> new IllegalArgumentException(
                "%s: there is no role '%s'; write viewer or operator".formatted(place, parts[1])));
        Role before = roles.put(parts[0], role);
        if (before != null && before != role) {
            throw new IllegalArgumentException("%s: '%s' has two roles; a user has one".formatted(place, parts[0]));
        }
        try {
            builder.hashed(parts[0], PasswordHash.parse(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not in UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " can't be read; create it with a name:role:hash on each line, and let the user that runs Serai read it",
                    e);
        }
    }

    /** The user's role if the password is right; {@link Role#NOBODY} otherwise. Blocks for one or two runs of PBKDF2. */
    Role role(String name, String password) {
        if (name.isEmpty() || name.indexOf(':') >= 0) {
            return Role.NOBODY;
        }
        Credentials credentials = new Credentials(name, password);
        return users.knows(credentials) || users.verify(credentials) ? roles.getOrDefault(name, Role.NOBODY) : Role.NOBODY;
    }
}
