package serai.cli.home;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code serai diff-shipped} tells of a user's copy of a shipped file. */
class ShippedCopyTest {

    private static final String NAME = "sql/sqlite/create.sql";

    @TempDir
    private Path folder;
    private Home home;

    @BeforeEach
    void aCopy() throws Exception {
        home = new Home(folder);
        shipped("one\ntwo\n").write();
    }

    private ShippedCopy shipped(@Nullable String now) throws Exception {
        Path original = home.original(NAME);
        return new ShippedCopy(home, NAME, now, Files.exists(original) ? Files.readString(original) : null);
    }

    @Test
    void aCopyThatNobodyHasEditedIsAsShipped() throws Exception {
        assertThat(shipped("one\ntwo\n").told()).containsExactly(home.route(NAME) + ": as shipped");
        assertThat(shipped("one\ntwo\n").isBehind()).isFalse();
    }

    @Test
    void anEditedCopyIsTheUsersAsLongAsTheShippedFileIsTheSame() throws Exception {
        Files.writeString(home.route(NAME), "one\nmine\n");

        assertThat(shipped("one\ntwo\n").told()).containsExactly(
                home.route(NAME) + ": yours; the shipped file has not changed since it was copied");
        assertThat(shipped("one\ntwo\n").isBehind()).isFalse();
    }

    @Test
    void whatHasChangedInTheShippedFileIsShownWithoutWhatTheUserHasChanged() throws Exception {
        Files.writeString(home.route(NAME), "one\nmine\n");

        assertThat(shipped("first\ntwo\n").told()).containsExactly(
                home.route(NAME) + ": the shipped file has changed since it was copied (+ now)", "  - one", "  + first", "    two");
        assertThat(shipped("first\ntwo\n").isBehind()).isTrue();
    }

    @Test
    void whatTheUserHasSeenIsNotShownAgain() throws Exception {
        Files.writeString(home.route(NAME), "first\nmine\n");
        shipped("first\ntwo\n").seen();

        assertThat(shipped("first\ntwo\n").isBehind()).isFalse();
        assertThat(shipped("first\nsecond\n").told()).contains("  - two", "  + second");
    }

    @Test
    void aFileThatWasCopiedByHandIsComparedWithWhatIsShipped() throws Exception {
        Files.delete(home.original(NAME));
        Files.writeString(home.route(NAME), "one\nmine\n");

        assertThat(shipped("one\ntwo\n").told()).first().asString().contains("it is not known when this was copied");
        assertThat(shipped("one\ntwo\n").told()).contains("  - two", "  + mine");
        assertThat(shipped("one\ntwo\n").isBehind()).isTrue();
    }

    @Test
    void aFileThatIsShippedNoMoreIsTold() throws Exception {
        assertThat(new ShippedCopy(home, NAME, null, "one\ntwo\n").told())
                .containsExactly(home.route(NAME) + ": no longer shipped");
    }

    @Test
    void aFileThatIsShippedNoMoreIsTheUsersOnceThatIsSeen() throws Exception {
        assertThat(shipped(null).isBehind()).isTrue();

        shipped(null).seen();

        assertThat(shipped(null).isBehind()).isFalse();
        assertThat(shipped(null).told()).containsExactly(home.route(NAME) + ": yours; no file of that name is shipped");
    }
}
