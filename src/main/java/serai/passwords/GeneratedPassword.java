package serai.passwords;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import serai.files.OwnersFile;
import serai.settings.form.PasswordRule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A password that Serai generates if none is set. It is made once and kept in a file that only its owner can read. */
public final class GeneratedPassword {

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedPassword.class);
    private static final int RANDOM_BYTES = 24;

    private final Path file;
    private final String of;

    /** @param of what the password is for, in the log's words; empty if the log does not mention it */
    private GeneratedPassword(Path file, String of) {
        this.file = file;
        this.of = of;
    }

    /**
     * The webhook's password.
     *
     * @param folder the data folder
     */
    public static GeneratedPassword ofWebhook(Path folder) {
        return new GeneratedPassword(folder.resolve("praesidium.password"), "the webhook");
    }

    /**
     * The password of the operations page's user {@code operator}.
     *
     * @param folder the data folder
     */
    public static GeneratedPassword ofConsole(Path folder) {
        return new GeneratedPassword(folder.resolve("console.password"), "the operations page");
    }

    /**
     * The password of the sandbox's LRS, which is not mentioned in the log.
     *
     * @param folder the data folder
     */
    public static GeneratedPassword ofSandbox(Path folder) {
        return new GeneratedPassword(folder.resolve("sandbox-lrs.password"), "");
    }

    /**
     * The password in the file; empty if there is no file, or nothing in it.
     *
     * @throws IOException if the file can't be read
     */
    public Optional<String> kept() throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(OwnersFile.text(file).strip()).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /**
     * The password in the file. If there is none, makes a password and writes it there in one step: a process that is killed
     * meanwhile leaves no half of it.
     *
     * @throws IOException              if the file can't be read, or made
     * @throws IllegalArgumentException if the file holds a password that is too short
     */
    public String orMade() throws IOException {
        Optional<String> kept = kept();
        if (kept.isPresent()) {
            if (!PasswordRule.isLong(kept.get())) {
                throw new IllegalArgumentException(
                        ("%s has a password of fewer than %s characters; put a longer one there, or delete the file, then Serai "
                                + "makes one").formatted(file, PasswordRule.CHARACTERS_MIN));
            }
            return kept.get();
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        OwnersFile.write(fresh, (password + "\n").getBytes(StandardCharsets.UTF_8));
        OwnersFile.force(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (!of.isEmpty()) {
            LOG.info("Serai has made a password for {}; it is in {}.", of, file);
        }
        return password;
    }
}
