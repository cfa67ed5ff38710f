package serai.webhook.authentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.passwords.PasswordHash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class EarlierSignInsTest {

    private static final byte[] USERS = {1, 2, 3};
    private static final Credentials RIGHT = new Credentials("praesidium", "caravan of serai");

    @TempDir
    private Path folder;

    @Test
    void knowsInTheNextProcessWhoWasRightInThisOne() throws IOException {
        EarlierSignIns.in(folder).add(USERS, RIGHT);

        EarlierSignIns next = EarlierSignIns.in(folder);

        assertThat(next.has(USERS, RIGHT)).isTrue();
        // Twelve bits: one in 4,096 is taken for right.
        assertThat(IntStream.range(0, 400).filter(i -> next.has(USERS, new Credentials("praesidium", "guess" + i))).count())
                .isLessThan(5);
        assertThat(next.has(USERS, new Credentials("somebody", RIGHT.password()))).isFalse();
    }

    /** An event loop asks, and must not wait for the disk. */
    @Test
    void knowsWhileAnotherThreadWritesAFile() throws Exception {
        EarlierSignIns signIns = EarlierSignIns.in(folder);
        signIns.add(USERS, RIGHT);

        synchronized (signIns) { // as whoever writes
            assertThat(CompletableFuture.supplyAsync(() -> signIns.has(USERS, RIGHT)).get(30, SECONDS)).isTrue();
        }
    }

    @Test
    void knowsNobodyWhereAUserOrAHashHasChanged() throws IOException {
        PasswordHash hash = PasswordHash.create(RIGHT.password(), 1_000);
        PasswordHash again = PasswordHash.create(RIGHT.password(), 1_000);
        byte[] users = new UsersBuilder().hashed("praesidium", hash).build().digest();
        EarlierSignIns.in(folder).add(users, RIGHT);

        EarlierSignIns next = EarlierSignIns.in(folder);

        assertThat(next.has(new UsersBuilder().hashed("praesidium", hash).build().digest(), RIGHT)).isTrue();
        assertThat(next.has(new UsersBuilder().hashed("praesidium", again).build().digest(), RIGHT)).isFalse();
        assertThat(next.has(new UsersBuilder().hashed("praesidium", hash).hashed("praesidium", again).build().digest(), RIGHT))
                .isFalse();
    }

    @Test
    void knowsNobodyWithoutTheKey() throws IOException {
        EarlierSignIns.in(folder).add(USERS, RIGHT);
        Files.delete(folder.resolve("sign-ins.key"));

        assertThat(EarlierSignIns.in(folder).has(USERS, RIGHT)).isFalse();
    }

    @Test
    void keepsItsFilesItsOwnersAloneAndNothingOfTheCredentialsInThem() throws IOException {
        EarlierSignIns.in(folder).add(USERS, RIGHT);

        for (String file : List.of("sign-ins", "sign-ins.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)))).isEqualTo("rw-------");
            assertThat(folder.resolve(file)).content().doesNotContain("praesidium", "caravan");
        }
        assertThat(folder.toFile().list()).hasSize(2);
        assertThat(folder.resolve("sign-ins")).content().matches("[0-9a-f]{16} [0-9a-f]{3}\n");
    }

    @Test
    void startsWithWhateverStandsInItsFiles() throws IOException {
        Files.writeString(folder.resolve("sign-ins"), "caravan\n\0 \n");
        Files.writeString(folder.resolve("sign-ins.key"), "caravan\n");
        EarlierSignIns signIns = EarlierSignIns.in(folder);

        assertThat(signIns.has(USERS, RIGHT)).isFalse();
        signIns.add(USERS, RIGHT);
        assertThat(EarlierSignIns.in(folder).has(USERS, RIGHT)).isTrue();
    }
}
