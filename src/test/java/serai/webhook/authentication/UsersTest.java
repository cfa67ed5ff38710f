package serai.webhook.authentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serai.passwords.Password;
import serai.passwords.PasswordHash;
import serai.testkit.http.CountedPassword;
import serai.testkit.http.HashedPassword;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UsersTest {

    private static final Credentials RIGHT = new Credentials("praesidium", "caravan of serai");
    private static final Credentials WRONG = new Credentials("praesidium", "camel at the well");

    private final CountedPassword counted = new CountedPassword("caravan of serai");
    private final Users users = new UsersBuilder().add("praesidium", counted).build();

    @TempDir
    Path folder;

    @Test
    void knowsWhatItHasVerifiedAndNothingElse() {
        assertThat(users.knows(RIGHT)).isFalse();

        assertThat(users.verify(RIGHT)).isTrue();

        assertThat(users.knows(RIGHT)).isTrue();
        assertThat(users.knows(WRONG)).isFalse();
        assertThat(users.knows(new Credentials("somebody", "caravan of serai"))).isFalse();
    }

    @Test
    void keepsTheRightPasswordInMindThroughAFloodOfWrongOnes() {
        users.verify(RIGHT);

        IntStream.range(0, 5_000).forEach(i -> users.verify(new Credentials("praesidium", "guess" + i)));

        assertThat(users.knows(RIGHT)).isTrue();
        assertThat(users.knows(new Credentials("praesidium", "guess1"))).isFalse();
    }

    @Test
    void hasTwoValidPasswordsWhileOneIsBeingChanged() {
        Users rotating = new UsersBuilder().add("praesidium", counted).add("praesidium", new CountedPassword("new")).build();

        assertThat(rotating.verify(RIGHT)).isTrue();
        assertThat(rotating.verify(new Credentials("praesidium", "new"))).isTrue();
        assertThat(rotating.verify(WRONG)).isFalse();
    }

    @Test
    void spendsAsManyRunsOnAWrongPasswordAsOnARightOne() {
        CountedPassword second = new CountedPassword("new");
        Users rotating = new UsersBuilder().add("praesidium", counted).add("praesidium", second).build();

        rotating.verify(RIGHT);
        rotating.verify(WRONG);

        assertThat(counted.runs).hasValue(2);
        assertThat(second.runs).hasValue(2);
    }

    @Test
    void spendsAsManyRunsOnAUserWhoDoesNotExist() {
        CountedPassword decoy = new CountedPassword("nobody's");
        Users two = new UsersBuilder().decoys(iterations -> decoy).add("praesidium", counted)
                .add("praesidium", new CountedPassword("new")).plain("other", "camel at the well").build();

        two.verify(new Credentials("nobody", "caravan of serai"));
        assertThat(decoy.runs).hasValue(2);

        two.verify(new Credentials("other", "caravan of serai"));
        assertThat(decoy.runs).hasValue(4);
    }

    @Test
    void checksAPlainPasswordWithoutPbkdf2() {
        Users plain = new UsersBuilder().plain("praesidium", "caravan of serai").build();

        assertThat(plain.knows(RIGHT)).isTrue();
        assertThat(plain.knows(WRONG)).isFalse();
        assertThat(plain.verify(WRONG)).isFalse();
    }

    @Test
    void asksAPlainPasswordOnceForTheSameCredentials() {
        AtomicInteger asked = new AtomicInteger();
        Users plain = new UsersBuilder().add("praesidium", new Password() {

            @Override
            public boolean matches(String candidate) {
                asked.incrementAndGet();
                return candidate.equals(RIGHT.password());
            }

            @Override
            public int iterations() {
                return 0;
            }
        }).build();

        assertThat(plain.knows(RIGHT)).isTrue();
        assertThat(plain.knows(RIGHT)).isTrue();
        assertThat(asked).hasValue(1);

        assertThat(plain.knows(WRONG)).isFalse();
        assertThat(plain.knows(WRONG)).as("a wrong one is not remembered").isFalse();
        assertThat(asked).hasValue(3);
    }

    @Test
    void letsNobodyInWithoutUsers() {
        assertThat(new UsersBuilder().build().verify(RIGHT)).isFalse();
    }

    @Test
    void readsUsersFromAFile() throws IOException {
        Path file = folder.resolve("users.txt");
        Files.writeString(file,
                "# who may post\n\npraesidium:%s\nother:%s\n".formatted(HashedPassword.HASH_OF_FIRST,
                        HashedPassword.HASH_OF_SECOND));

        Users read = new UsersBuilder().file(file).build();

        assertThat(read.verify(RIGHT)).isTrue();
        assertThat(read.verify(WRONG)).isFalse();
        assertThat(read.verify(new Credentials("other", "camel at the well"))).isTrue();
    }

    @Test
    void namesFileAndLineOfWhatIsWrong() throws IOException {
        Path file = folder.resolve("users.txt");
        Files.writeString(file, "# who may post\npraesidium:secret\n");

        assertThatIllegalArgumentException().isThrownBy(() -> new UsersBuilder().file(file))
                .withMessageContaining("users.txt:2: not a password hash")
                .withMessageNotContaining("secret");
    }

    @Test
    void namesTheLineOfAHashThatWouldBeMadeOtherwiseToday() throws IOException {
        Path file = Files.writeString(folder.resolve("users.txt"), "praesidium:%s\n".formatted(
                PasswordHash.create("caravan of serai", 1_000).text()));

        assertThatIllegalArgumentException().isThrownBy(() -> new UsersBuilder().file(file))
                .withMessageContaining("users.txt:1: the password hash has 1000 iterations of PBKDF2, too few")
                .withMessageContaining("./serai password");
    }

    @Test
    void namesAFileThatCanNotBeReadAndWhatToDo() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), "münchen:x".getBytes(StandardCharsets.ISO_8859_1));

        assertThatIllegalArgumentException().isThrownBy(() -> new UsersBuilder().file(folder.resolve("none.txt")))
                .withMessageContaining("none.txt can't be read; create it");
        assertThatIllegalArgumentException().isThrownBy(() -> new UsersBuilder().file(latin))
                .withMessageContaining("latin.txt is not in UTF-8");
    }

    @Test
    void refusesAThirdPasswordOfAUser() {
        UsersBuilder two = new UsersBuilder().plain("praesidium", "the old password").plain("praesidium", "the new password");

        assertThatIllegalArgumentException().isThrownBy(() -> two.plain("praesidium", "the third password"))
                .withMessage("user 'praesidium' has more than 2 passwords; remove the oldest");
    }
}
